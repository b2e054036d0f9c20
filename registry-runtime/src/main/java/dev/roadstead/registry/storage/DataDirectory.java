package dev.roadstead.registry.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A registry's data folder, held by this process until it is closed.
public final class DataDirectory implements Closeable {
    private final StoragePaths paths;
    private final FileChannel lockFile;
    private final StorageHealth health;

    private DataDirectory(StoragePaths paths, FileChannel lockFile) {
        this.paths = paths;
        this.lockFile = lockFile;
        this.health = new StorageHealth(paths);
    }

    /// Creates the folder if needed and locks it. Throws [DataDirectoryException] with one sentence that says what to
    /// do.
    public static DataDirectory open(Path data) {
        StoragePaths paths = new StoragePaths(data);
        try {
            Files.createDirectories(data);
            FileChannel lockFile = FileChannel.open(paths.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(lockFile) == null) {
                lockFile.close();
                throw new DataDirectoryException(
                        "data folder " + data + " is in use by another process: stop it, or give another --data");
            }
            new Directories().ensure(paths.objects());
            Directories.sync(data);
            return new DataDirectory(paths, lockFile);
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new DataDirectoryException("data folder " + data + " cannot be written: " + reason);
        } catch (IOException e) {
            throw new DataDirectoryException("data folder " + data + " cannot be written: " + e.getMessage());
        }
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public StoragePaths paths() {
        return paths;
    }

    /// What writes to this folder have met.
    public StorageHealth health() {
        return health;
    }

    /// Whether at least one object is stored; does not walk more than it must.
    public boolean hasObjects() throws IOException {
        try (Stream<Path> found = Files.find(
                paths.objects(),
                2,
                (file, attributes) -> attributes.isRegularFile() && !file.equals(paths.objectsProbe()))) {
            return found.findAny().isPresent();
        }
    }

    public boolean hasMetadata() {
        return Files.exists(paths.metadata());
    }

    /// Every object's size in bytes.
    public void eachObject(BiConsumer<ObjectKey, Long> told) throws IOException {
        try (Stream<Path> files = Files.find(
                paths.objects(),
                2,
                (file, attributes) -> attributes.isRegularFile() && !file.equals(paths.objectsProbe()),
                FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                told.accept(new ObjectKey(file.getFileName().toString()), Files.size(file));
            }
        }
    }

    /// Where a database is made that [#replaceMetadata] puts in its place; nothing is there.
    public Path newMetadata() throws IOException {
        Files.deleteIfExists(paths.newMetadata());
        return paths.newMetadata();
    }

    /// Puts the new database in the place of the old one, which is kept under a name that says so.
    public void replaceMetadata() throws IOException {
        try (FileChannel made = FileChannel.open(paths.newMetadata(), StandardOpenOption.WRITE)) {
            made.force(true);
        }
        String suffix = ".replaced-" + System.currentTimeMillis();
        for (Path old : paths.metadataFiles()) {
            if (Files.exists(old)) {
                Files.move(old, old.resolveSibling(old.getFileName() + suffix));
            }
        }
        Files.move(paths.newMetadata(), paths.metadata(), StandardCopyOption.ATOMIC_MOVE);
        Directories.sync(paths.data());
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
