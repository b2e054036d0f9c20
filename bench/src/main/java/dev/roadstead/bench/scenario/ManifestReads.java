package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Clients;
import dev.roadstead.bench.load.Connection;
import dev.roadstead.bench.load.Content;
import dev.roadstead.bench.load.Request;
import dev.roadstead.bench.load.Until;
import java.io.IOException;

/// GET or HEAD of one image's manifest, the most frequent request of all.
///
/// @param method GET or HEAD
record ManifestReads(String method, boolean byTag) implements Scenario {
    static final int CLIENTS = 8;
    static final String REPOSITORY = "bench/manifests";
    static final String TAG = "latest";
    private static final int LAYERS = 8;

    @Override
    public String name() {
        return "manifest-" + (method.equals("GET") ? "get" : "head") + (byTag ? "-tag" : "-digest");
    }

    @Override
    public String title() {
        return "%s manifest by %s, %d clients".formatted(method, byTag ? "tag" : "digest", CLIENTS);
    }

    @Override
    public Unit unit() {
        return Unit.REQUESTS;
    }

    @Override
    public boolean quick() {
        return byTag;
    }

    @Override
    public void prepare(Stage stage) throws IOException {
        image(stage);
    }

    @Override
    public Outcome run(Stage stage, Until until) throws IOException, InterruptedException {
        Request request = stage.api().manifest(method, REPOSITORY, byTag ? TAG : image(stage));
        return Outcome.of(Clients.run(stage.target(), CLIENTS, until, (connection, _) -> {
            connection.exchange(request).expect(200, request);
            return 0;
        }));
    }

    /// Pushes an image that has the tag, once for all rows that read it.
    ///
    /// @return its digest
    static String image(Stage stage) throws IOException {
        return stage.once(String.class, REPOSITORY, () -> {
            try (var connection = new Connection(stage.target())) {
                Content.Blob blob = stage.blob(1024);
                stage.api().push(connection, REPOSITORY, blob);
                return stage.api().putManifest(connection, REPOSITORY, TAG, TestManifest.image(blob, LAYERS, "latest"));
            }
        });
    }
}
