package dev.roadstead.registry.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Directories that survive a loss of power. One that is found may be what an ended process had just made: it is
/// trusted
/// when this process has synced it.
final class Directories {
    private final Sync sync;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    Directories() {
        this(Directories::sync);
    }

    Directories(Sync sync) {
        this.sync = sync;
    }

    /// Writes a directory's entries to the disk.
    @FunctionalInterface
    interface Sync {
        void of(Path directory) throws IOException;
    }

    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Creates the directory in its existing parent unless it is there, and returns when it is durable.
    void ensure(Path directory) throws IOException {
        if (!durable.contains(directory)) {
            create(directory);
        }
    }

    /// One at a time, so that nobody puts a file into a directory whose sync may yet fail.
    private synchronized void create(Path directory) throws IOException {
        if (durable.contains(directory)) {
            return;
        }
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        try {
            sync.of(Objects.requireNonNull(directory.toAbsolutePath().getParent()));
        } catch (IOException e) {
            forget(directory);
            throw e;
        }
        durable.add(directory);
    }

    /// A later sync would succeed without having written the entry that this one could not write. What holds files was
    /// synced before they came.
    private static void forget(Path directory) {
        try {
            Files.delete(directory);
        } catch (DirectoryNotEmptyException | NoSuchFileException _) {
            // It was durable before, or is gone.
        } catch (IOException _) {
            // The disk takes no change at all; neither does the next push.
        }
    }
}
