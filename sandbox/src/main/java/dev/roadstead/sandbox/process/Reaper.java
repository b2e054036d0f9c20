package dev.roadstead.sandbox.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends programs that a sandbox left behind. Each one is recorded as a file `<pid>` that holds its start time, so that
/// another program which
/// got the same id later is left alone.
public final class Reaper {

    private static final Logger log = LoggerFactory.getLogger(Reaper.class);

    /// Start times are computed from the time of boot, which moves a little when the clock is set.
    private static final Duration SLACK = Duration.ofSeconds(2);

    private Reaper() {}

    static Path record(Path folder, ProcessHandle process) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(String.valueOf(process.pid()));
        return Files.writeString(file, startOf(process));
    }

    /// Kills what still runs of what the folder records, and empties it.
    public static void reap(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> records;
        try (Stream<Path> list = Files.list(folder)) {
            records = list.toList();
        }
        List<ProcessHandle> left = new ArrayList<>();
        for (Path file : records) {
            find(file).ifPresent(left::add);
            Files.delete(file);
        }
        for (ProcessHandle process : left) {
            log.atWarn().addKeyValue("pid", process.pid()).log("ending a program that an earlier sandbox left behind");
            process.destroyForcibly();
            try {
                process.onExit().get(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException e) {
                log.atWarn().addKeyValue("pid", process.pid()).log("it does not end");
            }
        }
    }

    private static Optional<ProcessHandle> find(Path file) throws IOException {
        try {
            Instant start = Instant.parse(Files.readString(file));
            return ProcessHandle.of(Long.parseLong(file.getFileName().toString()))
                    .filter(process -> process.info()
                            .startInstant()
                            .filter(actual ->
                                    Duration.between(start, actual).abs().compareTo(SLACK) < 0)
                            .isPresent());
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }
}
