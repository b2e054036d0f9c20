package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Clients;
import dev.roadstead.bench.load.Until;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/// Pulls of blobs that the page cache holds.
record Pulls(int mebibytes, int clients, boolean quick) implements Scenario {

    @Override
    public String name() {
        return "pull-%dm-c%d".formatted(mebibytes, clients);
    }

    @Override
    public String title() {
        return "pull %d MiB, %d client%s".formatted(mebibytes, clients, clients == 1 ? "" : "s");
    }

    @Override
    public Unit unit() {
        return Unit.PULLED;
    }

    @Override
    public long writes(Scale scale) {
        return StoredBlobs.VOLUME;
    }

    @Override
    public void prepare(Stage stage) throws IOException {
        blobs(stage);
    }

    @Override
    public Outcome run(Stage stage, Until until) throws IOException, InterruptedException {
        StoredBlobs blobs = blobs(stage);
        return Outcome.of(Clients.run(
                stage.target(),
                clients,
                until.timeOnly(),
                (connection, _) ->
                        blobs.pull(connection, ThreadLocalRandom.current().nextInt())));
    }

    private StoredBlobs blobs(Stage stage) throws IOException {
        return StoredBlobs.of(stage, (long) mebibytes << 20);
    }
}
