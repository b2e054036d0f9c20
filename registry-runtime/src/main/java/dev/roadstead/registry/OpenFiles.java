package dev.roadstead.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// How many files, connections among them, this process may have open.
final class OpenFiles {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String LINE = "Max open files";
    /// Of the program itself: its archives, the metadata, the event loops.
    private static final int RESERVED = 64;

    private OpenFiles() {}

    /// At most `wanted` connections, so many that a third of the files is left for blobs: idle connections, of which
    /// the
    /// oldest can make room, shall not keep those in use from reading and writing.
    static int connections(int wanted) {
        return limit().map(limit -> connections(wanted, limit)).orElse(wanted);
    }

    static int connections(int wanted, long limit) {
        return Math.clamp((limit - RESERVED) * 2 / 3, 1, wanted);
    }

    private static Optional<Long> limit() {
        try {
            return Files.readAllLines(LIMITS).stream()
                    .filter(line -> line.startsWith(LINE))
                    .map(line -> line.substring(LINE.length()).strip().split("\\s+")[0])
                    .filter(soft -> !soft.equals("unlimited"))
                    .map(Long::valueOf)
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
