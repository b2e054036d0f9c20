package dev.roadstead.e2e.registry;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A running process whose system calls fail until this is closed.
final class TracedProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process strace;
    private final long pid;

    private TracedProcess(Process strace, long pid) {
        this.strace = strace;
        this.pid = pid;
    }

    /// Returns when every thread is watched.
    ///
    /// @param calls that fail with EIO, such as `fsync,fdatasync`
    static TracedProcess failing(Program strace, long pid, Path log, String calls) throws IOException {
        Process process = new ProcessBuilder(
                        strace.file().toString(),
                        "-f",
                        "-qq",
                        "-p",
                        String.valueOf(pid),
                        "-e",
                        "trace=" + calls,
                        "-e",
                        "inject=" + calls + ":error=EIO",
                        "-o",
                        log.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var traced = new TracedProcess(process, pid);
        await().atMost(PATIENCE).until(() -> traced.tracers().stream().noneMatch("0"::equals));
        return traced;
    }

    /// Of each thread, the process that watches it; `0` for none.
    private List<String> tracers() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.map(TracedProcess::tracer).toList();
        }
    }

    private static String tracer(Path thread) {
        try (Stream<String> lines = Files.lines(thread.resolve("status"))) {
            return lines.filter(line -> line.startsWith("TracerPid:"))
                    .map(line -> line.substring("TracerPid:".length()).strip())
                    .findFirst()
                    .orElse("ended");
        } catch (IOException _) {
            return "ended";
        }
    }

    /// Lets the process run on unharmed.
    @Override
    public void close() throws IOException, InterruptedException {
        strace.destroy();
        strace.waitFor();
        await().atMost(PATIENCE).until(() -> tracers().stream().allMatch(tracer -> tracer.equals("0")));
    }
}
