package dev.roadstead.e2e.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.e2e.registry.load.RegistryClient;
import dev.roadstead.e2e.registry.load.Soak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Garbage is collected each second, as soon as it may be, while sixteen clients push: no push fails, nothing in use
/// goes, and in the end nothing else is left.
///
/// `-Droadstead.pushes=200000` for a longer run.
class GcSoakIT {
    private static final long PUSHES = Long.getLong("roadstead.pushes", 20_000);
    private static final int CLIENTS = 16;
    /// As long as one push may take.
    private static final Duration GRACE = Duration.ofSeconds(2);
    /// Garbage waits for a second more than the grace period, not for a minute, so that it goes while clients push.
    private static final RegistryProgram PROGRAM = new RegistryProgram(List.of("-Droadstead.touch-millis=1000"));

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void losesNothingAndLeavesNothing() throws Exception {
        Figures figures = Figures.of("gc-soak");
        Soak without = withoutCollection();
        figures.note("without collection: " + without.summary());
        Path data = folder.resolve("data");
        Path log = folder.resolve("registry.log");
        try (RegistryProcess registry = PROGRAM.start(
                        data,
                        log,
                        "--gc-interval=PT1S",
                        "--gc-grace=" + GRACE,
                        "--gc-untagged-keep-for=PT0S",
                        "--gc-trash-keep-for=PT0S");
                RegistryClient connection = new RegistryClient(registry.url(), RegistryClient.Listener.NONE)) {
            Soak soak = Soak.run(connection, CLIENTS, PUSHES, GRACE);
            long pushedUntil = System.nanoTime();
            long atLastPush = bytesOnDisk(data);
            long expected = soak.bytesInUse();
            figures.note("with collection:    %s; p99 is %.2f times as long"
                    .formatted(soak.summary(), soak.percentile(99) / without.percentile(99)));
            figures.note("at the last push:   %,d bytes of objects on disk, %,d in use, %,d made"
                    .formatted(atLastPush, expected, soak.bytesMade()));
            assertThat(soak.failures()).isEmpty();

            awaitBytes(data, expected);
            figures.note("%d s after that:    %,d bytes of objects on disk, %,d in use, %,d of metadata"
                    .formatted(
                            Duration.ofNanos(System.nanoTime() - pushedUntil).toSeconds(),
                            bytesOnDisk(data),
                            expected,
                            Files.size(data.resolve("metadata.db"))));
            assertThat(soak.missing(connection)).isEmpty();
            assertThat((double) bytesOnDisk(data)).isBetween(expected * 0.99, expected * 1.01);
            assertThat(registry.terminate()).isZero();
            assertThat(atLastPush).as("garbage went while clients pushed").isLessThan(soak.bytesMade());
        }
        assertThat(PROGRAM.verify(data, log)).isZero();
    }

    private Soak withoutCollection() throws Exception {
        try (RegistryProcess registry = PROGRAM.start(folder.resolve("kept"), folder.resolve("kept.log"));
                RegistryClient connection = new RegistryClient(registry.url(), RegistryClient.Listener.NONE)) {
            return Soak.run(connection, CLIENTS, PUSHES / 4, GRACE);
        }
    }

    /// The assertion after it says more than a timeout does.
    private static void awaitBytes(Path data, long expected) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> bytesOnDisk(data) <= expected * 1.01);
        } catch (ConditionTimeoutException _) {
            System.err.println("garbage is left");
        }
    }

    private static long bytesOnDisk(Path data) throws IOException {
        long bytes = 0;
        for (Path shard : list(data.resolve("objects"))) {
            for (Path object : list(shard)) {
                bytes += size(object);
            }
        }
        return bytes;
    }

    /// Looks at no entry: it may go at any moment.
    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException _) {
            return 0;
        }
    }
}
