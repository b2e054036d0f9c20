package dev.roadstead.e2e.operator;

import dev.roadstead.e2e.registry.LogProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/// The operator as a process of its own, with the JVM flags that it runs with everywhere.
final class OperatorProcess implements AutoCloseable {
    private static final Path FLAGS = Path.of("..", "operator", "src", "main", "jvm", "flags");
    private static final Pattern TELEMETRY =
            Pattern.compile("telemetry=\"?[^\"\\s:]*/?\\[?([0-9a-f.:]*?)]?:([0-9]+)\"?");
    private static final Duration START = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    private OperatorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// @param more arguments besides kubeconfig and address
    static OperatorProcess start(Path kubeconfig, Path log, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + FLAGS,
                LogProvider.LOGBACK,
                LogProvider.SILENT,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.roadstead.operator.Main",
                "--kubeconfig=" + kubeconfig,
                "--listen=127.0.0.1:0",
                "--allow-loopback-upstreams=true"));
        command.addAll(List.of(more));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new OperatorProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it works, or stands by.
    OperatorProcess awaitReady() {
        return await("ready", this::isReady);
    }

    /// Waits until it works.
    OperatorProcess awaitLeading() {
        return await("leading", this::isLeading);
    }

    private OperatorProcess await(String state, Callable<Boolean> reached) {
        Awaitility.await("the operator is " + state + "; see " + log)
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .failFast("the operator ended; see " + log, () -> !process.isAlive())
                .until(reached);
        return this;
    }

    boolean isLeading() {
        return telemetry().isPresent()
                && metrics().lines().anyMatch(line -> line.startsWith("roadstead_operator_leading 1"));
    }

    boolean isReady() {
        return telemetry()
                .map(address -> get(address + "/readyz").statusCode() == 200)
                .orElse(false);
    }

    String metrics() {
        return get(telemetry().orElseThrow() + "/metrics").body();
    }

    /// Reconciliations of a kind that ended well.
    double reconciliations(String kind) {
        Matcher line = Pattern.compile(
                        "^roadstead_operator_reconciliations_total\\{(.*)} ([0-9.E+]+)$", Pattern.MULTILINE)
                .matcher(metrics());
        while (line.find()) {
            if (line.group(1).contains("kind=\"" + kind + "\"") && line.group(1).contains("result=\"success\"")) {
                return Double.parseDouble(line.group(2));
            }
        }
        return 0;
    }

    private HttpResponse<String> get(String uri) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(uri))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> telemetry() {
        Matcher matcher = TELEMETRY.matcher(log());
        String last = null;
        while (matcher.find()) {
            last = "http://127.0.0.1:" + matcher.group(2);
        }
        return Optional.ofNullable(last);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// The exit code, once it has ended by itself.
    int awaitExit(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the operator still runs after " + atMost + "; see " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// SIGTERM; the exit code.
    int terminate() {
        process.destroy();
        return awaitExit(Duration.ofSeconds(40));
    }

    /// Stops it where it stands, as a node that hangs does.
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// kill -9.
    void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        kill();
    }
}
