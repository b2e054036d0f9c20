package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Connection;
import dev.roadstead.bench.load.Content;
import dev.roadstead.bench.load.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Which list, and how a registry gets one of [Scale#listed] entries.
enum ListKind {
    TAGS("tags-list", "the tags of a repository") {
        @Override
        Request fill(Stage stage, Connection connection) throws IOException {
            String repository = "bench/tags";
            Content.Blob blob = stage.blob(1024);
            stage.api().push(connection, repository, blob);
            for (int i = 0; i < stage.scale().listed(); i++) {
                stage.api().putManifest(connection, repository, "v1.0." + i, TestManifest.image(blob, 1, "tag"));
            }
            return checked(stage, connection, stage.api().tags(repository), "\"v1.0.");
        }
    },
    REFERRERS("referrers-list", "the referrers of a manifest") {
        @Override
        Request fill(Stage stage, Connection connection) throws IOException {
            String repository = "bench/referrers";
            Content.Blob blob = stage.blob(1024);
            stage.api().push(connection, repository, blob);
            TestManifest subject = TestManifest.image(blob, 1, "subject");
            String digest = stage.api().putManifest(connection, repository, "subject", subject);
            List<String> referrers = new ArrayList<>();
            int size = 0;
            for (int i = 0; i < stage.scale().listed(); i++) {
                var referrer = TestManifest.referrer(blob, digest, subject.bytes().length, "%06d".formatted(i));
                size = referrer.bytes().length;
                referrers.add(stage.api().putManifest(connection, repository, "referrer-" + i, referrer));
            }
            Request request = stage.api().referrers(repository, digest);
            if (connection.exchange(request).status() != 200) {
                stage.note("has no referrers API; read as clients do then: an index under the tag sha256-…");
                String tag = digest.replace(':', '-');
                stage.api().putManifest(connection, repository, tag, TestManifest.referrersIndex(referrers, size));
                request = stage.api().manifest("GET", repository, tag);
            }
            return checked(stage, connection, request, "\"digest\":");
        }
    },
    CATALOG("catalog-list", "the catalog of repositories") {
        @Override
        Request fill(Stage stage, Connection connection) throws IOException {
            Content.Blob blob = stage.blob(1024);
            for (int i = 0; i < stage.scale().listed(); i++) {
                String repository = "bench-catalog/%06d".formatted(i);
                stage.api().push(connection, repository, blob);
                stage.api().putManifest(connection, repository, "latest", TestManifest.image(blob, 1, "catalog"));
            }
            // Other rows have repositories, too.
            return checked(stage, connection, stage.api().catalog(stage.scale().listed()), "\"bench");
        }
    };

    private final String row;
    private final String what;

    ListKind(String row, String what) {
        this.row = row;
        this.what = what;
    }

    String row() {
        return row;
    }

    String what() {
        return what;
    }

    abstract Request fill(Stage stage, Connection connection) throws IOException;

    /// @return the request that is answered with the list
    Request fill(Stage stage) throws IOException {
        try (var connection = new Connection(stage.target())) {
            return fill(stage, connection);
        }
    }

    /// Notes when a registry shows less than there is: it answers faster, too.
    private static Request checked(Stage stage, Connection connection, Request request, String entry)
            throws IOException {
        var body = new ByteArrayOutputStream();
        connection.exchange(request, body).expect(200, request);
        int entries = body.toString(StandardCharsets.UTF_8).split(entry, -1).length - 1;
        if (entries < stage.scale().listed()) {
            stage.note("%s shows %d of %d entries"
                    .formatted(request.path(), entries, stage.scale().listed()));
        }
        return request;
    }
}
