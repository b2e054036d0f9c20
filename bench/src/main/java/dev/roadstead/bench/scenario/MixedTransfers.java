package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Clients;
import dev.roadstead.bench.load.Until;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/// Three pulls to one push, by chance.
record MixedTransfers() implements Scenario {
    private static final int CLIENTS = 10;
    private static final long SIZE = 1 << 20;
    private static final int PUSHES_IN_100 = 25;

    @Override
    public String name() {
        return "mixed";
    }

    @Override
    public String title() {
        return "75 %% pull, 25 %% push of 1 MiB, %d clients".formatted(CLIENTS);
    }

    @Override
    public Unit unit() {
        return Unit.PULLED;
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public long writes(Scale scale) {
        return 2 * scale.volumeInBytes();
    }

    @Override
    public void prepare(Stage stage) throws IOException {
        StoredBlobs.of(stage, SIZE);
    }

    @Override
    public Outcome run(Stage stage, Until until) throws IOException, InterruptedException {
        StoredBlobs blobs = StoredBlobs.of(stage, SIZE);
        var limited = new Until(until.time(), until.volumeInBytes() * 100 / PUSHES_IN_100);
        return Outcome.of(Clients.run(stage.target(), CLIENTS, limited, (connection, _) -> {
            var random = ThreadLocalRandom.current();
            return random.nextInt(100) < PUSHES_IN_100
                    ? stage.api().push(connection, "bench/mixed", stage.blob(SIZE))
                    : blobs.pull(connection, random.nextInt());
        }));
    }
}
