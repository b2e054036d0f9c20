package dev.roadstead.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The folder of one sandbox, held by one process at a time.
final class StateFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    private StateFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Fails with one sentence when another sandbox has it.
    static StateFolder open(Path path) throws IOException {
        Path absolute = Files.createDirectories(path.toAbsolutePath().normalize());
        Path lock = absolute.resolve("lock");
        FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock();
        if (held == null) {
            channel.close();
            throw new IOException(absolute + " is in use by another sandbox (process "
                    + Files.readString(absolute.resolve("pid")).strip()
                    + "); stop it, or give another folder with --dir");
        }
        Files.writeString(absolute.resolve("pid"), ProcessHandle.current().pid() + "\n");
        return new StateFolder(absolute, channel);
    }

    Path path() {
        return path;
    }

    /// A number or word kept from start to start.
    @Nullable
    String recall(String name) throws IOException {
        Path file = path.resolve(name);
        return Files.exists(file) ? Files.readString(file).strip() : null;
    }

    void remember(String name, String value) throws IOException {
        Files.writeString(path.resolve(name), value + "\n");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
