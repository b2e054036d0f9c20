package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Clients;
import dev.roadstead.bench.load.Until;
import java.io.IOException;

/// Pushes of blobs that are all different.
record Pushes(int mebibytes, int clients, boolean quick) implements Scenario {
    private static final int MOST_WARM_UP = 1_000;

    @Override
    public String name() {
        return "push-%dm-c%d".formatted(mebibytes, clients);
    }

    @Override
    public String title() {
        return "push %d MiB, %d client%s".formatted(mebibytes, clients, clients == 1 ? "" : "s");
    }

    @Override
    public Unit unit() {
        return Unit.PUSHED;
    }

    /// What is in flight when the volume is reached comes on top.
    @Override
    public long writes(Scale scale) {
        long inFlight = ((long) clients * mebibytes) << 20;
        return scale.volumeInBytes() + inFlight + (warmsUp() ? scale.warmUpVolumeInBytes() + inFlight : 0);
    }

    @Override
    public boolean warmsUp() {
        return clients * mebibytes <= MOST_WARM_UP;
    }

    @Override
    public void prepare(Stage stage) {}

    @Override
    public Outcome run(Stage stage, Until until) throws IOException, InterruptedException {
        long size = (long) mebibytes << 20;
        return Outcome.of(Clients.run(
                stage.target(),
                clients,
                until,
                (connection, _) -> stage.api().push(connection, "bench/push", stage.blob(size))));
    }
}
