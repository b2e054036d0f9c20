package dev.roadstead.bench.round;

import java.io.IOException;
import java.nio.file.Path;

/// The disk between two samples.
final class Disk {
    private Disk() {}

    /// Writes out what is left of earlier samples: most registries do not wait for the disk, and the next one would.
    static void settle(Path folder) throws IOException, InterruptedException {
        new ProcessBuilder("sync", "--file-system", folder.toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
