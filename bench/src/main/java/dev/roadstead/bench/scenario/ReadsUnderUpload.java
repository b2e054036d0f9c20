package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Clients;
import dev.roadstead.bench.load.Load;
import dev.roadstead.bench.load.Request;
import dev.roadstead.bench.load.Until;
import java.io.IOException;
import java.util.Map;

/// GETs of a manifest while others upload; rate and latencies are those of the GETs.
record ReadsUnderUpload() implements Scenario {
    private static final int UPLOADS = 4;
    private static final long SIZE = 10 << 20;

    @Override
    public String name() {
        return "reads-under-upload";
    }

    @Override
    public String title() {
        return "GET manifest, %d clients, while %d push 10 MiB".formatted(ManifestReads.CLIENTS, UPLOADS);
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
        ManifestReads.image(stage);
    }

    @Override
    public Outcome run(Stage stage, Until until) throws IOException, InterruptedException {
        Request request = stage.api().manifest("GET", ManifestReads.REPOSITORY, ManifestReads.image(stage));
        // No volume: uploads that ended early would leave the reads alone.
        Clients uploads = Clients.start(
                stage.target(),
                UPLOADS,
                until.timeOnly(),
                (connection, _) -> stage.api().push(connection, "bench/upload", stage.blob(SIZE)));
        Load reads = Clients.run(stage.target(), ManifestReads.CLIENTS, until, (connection, _) -> {
            connection.exchange(request).expect(200, request);
            return 0;
        });
        Load uploaded = uploads.await();
        if (uploaded.errors() > 0) {
            throw new IOException("an upload failed: " + uploaded.error());
        }
        return new Outcome(reads, Map.of("uploads MiB/s", Unit.PUSHED.rate(0, uploaded.bytes(), uploaded.seconds())));
    }
}
