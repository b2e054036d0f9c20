package dev.roadstead.e2e.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// `roadstead up` as a process of its own: API server, controllers, kubelets and, below it, everything else.
final class SandboxProcess implements AutoCloseable {
    private static final Path FLAGS = Path.of("..", "sandbox", "src", "main", "jvm", "flags");
    private static final Duration START = Duration.ofMinutes(2);

    private final Process process;

    private SandboxProcess(Process process) {
        this.process = process;
    }

    /// Returns when it says that kubectl may come.
    ///
    /// @param home as [ProjectFolder] makes it
    /// @param state folder that an earlier one may have left
    static SandboxProcess start(Path home, Path state, Path log) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + FLAGS,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.roadstead.sandbox.Main",
                        "up",
                        "--home=" + home,
                        "--dir=" + state,
                        "--nodes=2",
                        "--containerd=auto"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        SandboxProcess sandbox = new SandboxProcess(process);
        try {
            Awaitility.await("the sandbox is up; see " + log)
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast("the sandbox ended; see " + log, () -> !process.isAlive())
                    .until(() -> Files.readString(log).contains("Ctrl-C stops everything"));
        } catch (RuntimeException e) {
            sandbox.kill();
            throw e;
        }
        return sandbox;
    }

    long pid() {
        return process.pid();
    }

    /// kill -9.
    void kill() {
        process.destroyForcibly();
        await(Duration.ofSeconds(20));
    }

    /// SIGTERM, as Ctrl-C: it ends its programs in order.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the sandbox still runs after " + atMost);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
