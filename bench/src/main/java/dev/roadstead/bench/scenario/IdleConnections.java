package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Connection;
import dev.roadstead.bench.load.Latencies;
import dev.roadstead.bench.load.Load;
import dev.roadstead.bench.load.Request;
import dev.roadstead.bench.load.Until;
import dev.roadstead.bench.proc.ProcessFigures;
import dev.roadstead.bench.proc.Sockets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Connections that ask once and stay, one after the other; then all of them at once are idle. How many the registry
/// still
/// holds at the end, and what one costs in memory, stand beside the rate.
record IdleConnections() implements Scenario {
    private static final int BUFFER = 2 << 10;
    private static final Duration REST = Duration.ofSeconds(1);
    private static final int RESERVED_FILES = 300;
    /// The generator's own memory for a TLS session is what limits it.
    private static final int MOST_WITH_TLS = 2_000;

    @Override
    public String name() {
        return "idle-connections";
    }

    @Override
    public String title() {
        return "open connections that stay idle";
    }

    @Override
    public Unit unit() {
        return Unit.CONNECTIONS;
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public void prepare(Stage stage) {}

    @Override
    public boolean warmsUp() {
        return false;
    }

    /// The time is no matter here: it ends when all are open.
    @Override
    public Outcome run(Stage stage, Until until) throws IOException, InterruptedException {
        int count = count(stage);
        ProcessFigures process = stage.process();
        long before = process == null ? 0 : process.residentBytes();
        Request request = Request.of(stage.target(), "GET", "/v2/");
        List<Connection> connections = new ArrayList<>();
        List<Long> latencies = new ArrayList<>();
        @Nullable String error = null;
        long begin = System.nanoTime();
        try {
            for (int i = 0; i < count && error == null; i++) {
                var connection = new Connection(stage.target(), BUFFER);
                connections.add(connection);
                long asked = System.nanoTime();
                try {
                    connection.exchange(request).expect(200, request);
                    latencies.add(System.nanoTime() - asked);
                } catch (IOException e) {
                    error = "connection %d: %s".formatted(i + 1, e.getMessage());
                }
            }
            long nanos = System.nanoTime() - begin;
            Map<String, Double> extras = new HashMap<>();
            extras.put("opened", (double) latencies.size());
            if (process != null) {
                extras.put("KiB/connection", (process.residentBytes() - before) / 1024.0 / latencies.size());
            }
            Thread.sleep(REST);
            extras.put("held", (double) Sockets.establishedTo(stage.target().port()));
            var samples =
                    new Latencies(latencies.stream().mapToLong(Long::longValue).toArray());
            return new Outcome(new Load(0, nanos, samples, error == null ? 0 : 1, error), extras);
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static int count(Stage stage) throws IOException {
        int wanted = stage.scale().connections();
        long files = ProcessFigures.ofThisProcess().openFilesLimit();
        if (stage.process() != null) {
            files = Math.min(files, stage.process().openFilesLimit());
        }
        int allowed = (int) Math.min(wanted, files - RESERVED_FILES);
        if (allowed < wanted) {
            stage.note("%d idle connections instead of %d: the limit is %d open files (ulimit -n)"
                    .formatted(allowed, wanted, files));
        }
        if (stage.target().tls() != null && allowed > MOST_WITH_TLS) {
            stage.note("%d idle connections instead of %d: the generator has no memory for more with TLS"
                    .formatted(MOST_WITH_TLS, allowed));
            return MOST_WITH_TLS;
        }
        return allowed;
    }
}
