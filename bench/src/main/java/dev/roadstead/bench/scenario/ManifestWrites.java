package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Clients;
import dev.roadstead.bench.load.Connection;
import dev.roadstead.bench.load.Content;
import dev.roadstead.bench.load.Until;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/// PUT of manifests that are all different; each client moves a tag of its own.
record ManifestWrites() implements Scenario {
    private static final int CLIENTS = 8;
    private static final String REPOSITORY = "bench/manifest-put";
    private static final AtomicLong MARKS = new AtomicLong();

    @Override
    public String name() {
        return "manifest-put";
    }

    @Override
    public String title() {
        return "PUT manifest, %d clients".formatted(CLIENTS);
    }

    @Override
    public Unit unit() {
        return Unit.REQUESTS;
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public void prepare(Stage stage) throws IOException {
        layer(stage);
    }

    @Override
    public Outcome run(Stage stage, Until until) throws IOException, InterruptedException {
        Content.Blob layer = layer(stage);
        return Outcome.of(Clients.run(stage.target(), CLIENTS, until, (connection, client) -> {
            var manifest = TestManifest.image(layer, 1, "put-" + MARKS.incrementAndGet());
            stage.api().putManifest(connection, REPOSITORY, "client-" + client, manifest);
            return 0;
        }));
    }

    private static Content.Blob layer(Stage stage) throws IOException {
        return stage.once(Content.Blob.class, REPOSITORY, () -> {
            try (var connection = new Connection(stage.target())) {
                Content.Blob blob = stage.blob(1024);
                stage.api().push(connection, REPOSITORY, blob);
                return blob;
            }
        });
    }
}
