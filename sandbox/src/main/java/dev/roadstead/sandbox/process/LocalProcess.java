package dev.roadstead.sandbox.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that lives no longer than the sandbox, however the sandbox ends: beside it, a shell reads from a pipe of
/// which only the sandbox
/// holds the other end, and kills the program when the pipe ends without a word.
public final class LocalProcess {

    /// The shell becomes the program by exec, so the process id is the program's own. `$$` is that id in the watcher,
    /// too.
    private static final String WRAPPER = """
            exec 3<&0
            (trap '' TERM INT HUP; read word <&3 || kill -9 $$) </dev/null >/dev/null 2>&1 &
            exec </dev/null 3<&-
            exec "$@"
            """;

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Process process;
    private final OutputStream lifeline;
    private final LogFile log;
    private final Path record;
    private final Instant started;
    private final Thread pump;

    private LocalProcess(Process process, LogFile log, Path record, Instant started) {
        this.process = process;
        this.lifeline = process.getOutputStream();
        this.log = log;
        this.record = record;
        this.started = started;
        // A platform thread: reading a pipe blocks its carrier anyway, and there is one per program.
        this.pump = Thread.ofPlatform()
                .daemon()
                .name("log-" + process.pid())
                .start(() -> log.copy(process.getInputStream()));
    }

    /// What to start and where.
    ///
    /// @param records folder in which the running program is recorded for [Reaper]
    public record Launch(
            List<String> command, Map<String, String> environment, Path directory, Path logFile, Path records) {
        public Launch {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    public static LocalProcess start(Launch launch, Clock clock) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // A session of its own: Ctrl-C in the terminal reaches the sandbox alone, which then stops its programs in
            // order.
            command.add(SETSID.toString());
        }
        command.addAll(List.of("/bin/sh", "-c", WRAPPER, "sh"));
        command.addAll(launch.command());
        var builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        Instant started = clock.instant();
        Process process = builder.start();
        Path record = Reaper.record(launch.records(), process.toHandle());
        return new LocalProcess(process, new LogFile(launch.logFile()), record, started);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public Instant started() {
        return started;
    }

    public Path logFile() {
        return log.path();
    }

    /// Runs after the program has ended and its output is written.
    public void onExit(Runnable then) {
        Thread.ofVirtual().name("exit-" + process.pid()).start(() -> {
            process.onExit().join();
            release();
            try {
                pump.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            then.run();
        });
    }

    /// As a shell counts: 128 + signal for a program that was killed.
    public int exitCode() {
        return process.exitValue();
    }

    public String lastLine() {
        return log.lastLine();
    }

    /// Through the handle: `Process.destroy` would close the lifeline, too, and so leave no time to stop.
    public void terminate() {
        process.toHandle().destroy();
    }

    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /// Asks the program to stop, kills it when the grace is over, and returns when it is gone.
    public void stop(long graceMillis) throws InterruptedException {
        terminate();
        if (!process.waitFor(graceMillis, TimeUnit.MILLISECONDS)) {
            kill();
            process.waitFor();
        }
        release();
        pump.join(1000);
    }

    /// Tells the watcher that there is nothing to kill any more.
    private void release() {
        try (lifeline) {
            lifeline.write("done\n".getBytes(StandardCharsets.US_ASCII));
            lifeline.flush();
        } catch (IOException e) {
            // The watcher is gone already: nobody needs the word.
        }
        try {
            Files.deleteIfExists(record);
        } catch (IOException e) {
            // A record that stays names a program that is gone; the next start drops it.
        }
    }
}
