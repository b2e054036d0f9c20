package dev.roadstead.registry.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Directories whose entries survive a loss of power.
final class Directories {
    private Directories() {}

    /// Writes the directory's entries to the disk.
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Creates the directory in its existing parent, durably, unless it is there.
    static void create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            sync(parent);
        }
    }
}
