package dev.roadstead.bench.ceiling;

import dev.roadstead.bench.load.Blobs;
import dev.roadstead.bench.load.Clients;
import dev.roadstead.bench.load.Content;
import dev.roadstead.bench.load.Load;
import dev.roadstead.bench.load.Request;
import dev.roadstead.bench.load.Target;
import dev.roadstead.bench.load.Until;
import dev.roadstead.bench.proc.ProcessFigures;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Measures the [Ceiling]: the same generator, the server in a process of its own, plain HTTP.
public final class CeilingRun {
    private static final int SMALL = 8;
    private static final int LARGE = 10;
    private static final long MANIFEST = 2_000;
    private static final long BLOB = 1 << 20;

    private final Target target;
    private final Duration time;

    private CeilingRun(Target target, Duration time) {
        this.target = target;
        this.time = time;
    }

    /// @param time for each of three measurements
    public static Ceiling measure(Duration time) throws IOException, InterruptedException {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = server.inputReader()) {
            String port = said.readLine();
            if (port == null) {
                throw new IOException("the server that does nothing did not start");
            }
            return new CeilingRun(new Target("127.0.0.1", Integer.parseInt(port), null), time).measure();
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private Ceiling measure() throws IOException, InterruptedException {
        Request small = Request.of(target, "GET", "/" + MANIFEST);
        Request pull = Request.of(target, "GET", "/" + BLOB);
        Content blob = new Blobs(BLOB, 0).next();
        Request push = Request.of(target, "PUT", "/0").with(blob);
        run(SMALL, small, time.dividedBy(2));
        double before = ProcessFigures.ofThisProcess().cpuSeconds();
        Load requests = run(SMALL, small, time);
        double cpu = ProcessFigures.ofThisProcess().cpuSeconds() - before;
        return new Ceiling(
                requests.operations() / requests.seconds(),
                mebibytes(run(LARGE, pull, time)),
                mebibytes(run(LARGE, push, time)),
                cpu * 1e6 / requests.operations());
    }

    private Load run(int clients, Request request, Duration duration) throws InterruptedException {
        return Clients.run(target, clients, Until.after(duration), (connection, _) -> {
            connection.exchange(request).expect(200, request);
            return 0;
        });
    }

    private static double mebibytes(Load load) {
        return load.operations() * (double) BLOB / (1 << 20) / load.seconds();
    }
}
