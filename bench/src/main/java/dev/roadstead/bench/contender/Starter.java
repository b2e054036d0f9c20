package dev.roadstead.bench.contender;

import dev.roadstead.bench.load.Connection;
import dev.roadstead.bench.load.Request;
import dev.roadstead.bench.load.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Starts a program and waits for its first 200.
final class Starter {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofMillis(3);

    private Starter() {}

    static Running start(String name, Recipe recipe, Path folder, @Nullable Certificate certificate)
            throws IOException, InterruptedException {
        var place = new Place(folder, freePort(), certificate);
        Files.createDirectories(place.data());
        Launch launch = recipe.launch(place);
        for (Map.Entry<String, String> file : launch.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Path log = folder.resolve("log");
        var builder =
                new ProcessBuilder(launch.command()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(launch.environment());
        var target = new Target("127.0.0.1", place.port(), certificate == null ? null : certificate.trust());
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            while (!answers(target)) {
                if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw new BenchException("%s did not answer on port %d%s: %s"
                            .formatted(name, place.port(), process.isAlive() ? "" : " and ended", lastLines(log)));
                }
                Thread.sleep(BETWEEN);
            }
            return new Running(name, target, process, Duration.ofNanos(System.nanoTime() - begin), folder);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    static void requireAnswer(String name, Target target) throws IOException {
        if (!answers(target)) {
            throw new BenchException("%s does not answer GET %s/v2/ with 200: start it, and let everybody in"
                    .formatted(name, target.url()));
        }
    }

    private static boolean answers(Target target) {
        try (var connection = new Connection(target)) {
            return connection.exchange(Request.of(target, "GET", "/v2/")).status() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
