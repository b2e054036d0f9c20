package dev.roadstead.registry.storage;

import dev.roadstead.registry.failpoint.Failpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/// Objects as files.
public final class FileBlobStore implements BlobStore {
    private final StoragePaths paths;
    private final StorageHealth health;
    private final Directories shards = new Directories();

    public FileBlobStore(DataDirectory directory) {
        this.paths = directory.paths();
        this.health = directory.health();
    }

    @Override
    public ObjectWriter create(ObjectKey key) throws IOException {
        try {
            shards.ensure(paths.shard(key));
            Failpoint.SHARD_CREATED.reached(paths.shard(key));
            FileChannel file =
                    FileChannel.open(paths.object(key), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Failpoint.OBJECT_CREATED.reached(paths.object(key));
            return new FileWriter(file, paths.object(key), 0, health);
        } catch (IOException e) {
            throw health.failed(e);
        }
    }

    @Override
    public ObjectWriter resume(ObjectKey key, long offset) throws IOException {
        FileChannel file;
        try {
            file = FileChannel.open(paths.object(key), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw health.failed(e);
        }
        try {
            if (file.size() < offset) {
                throw new NoSuchFileException(key.value(), null, "shorter than " + offset + " bytes");
            }
            file.truncate(offset);
            file.position(offset);
            Failpoint.OBJECT_TRUNCATED.reached(paths.object(key));
            return new FileWriter(file, paths.object(key), offset, health);
        } catch (IOException e) {
            file.close();
            throw health.failed(e);
        }
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) throws IOException {
        Path file = paths.object(key);
        try {
            return Optional.of(new FileObject(file, Files.size(file), health));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(ObjectKey key) throws IOException {
        if (Files.deleteIfExists(paths.object(key))) {
            Failpoint.OBJECT_DELETED.reached(paths.object(key));
            Directories.sync(paths.shard(key));
            Failpoint.DELETION_SYNCED.reached(paths.object(key));
        }
    }

    @Override
    public Optional<StorageFault> fault() {
        return health.fault();
    }

    private static final class FileWriter implements ObjectWriter {
        private final FileChannel file;
        private final Path path;
        private final StorageHealth health;
        private long position;
        private boolean directorySynced;

        FileWriter(FileChannel file, Path path, long position, StorageHealth health) {
            this.health = health;
            this.file = file;
            this.path = path;
            this.position = position;
            // Whoever says that bytes were synced, has synced the name with them.
            this.directorySynced = position > 0;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void write(ByteBuffer content) throws IOException {
            try {
                while (content.hasRemaining()) {
                    position += file.write(content);
                    Failpoint.OBJECT_WRITTEN.reached(path);
                }
            } catch (IOException e) {
                throw health.failed(e);
            }
        }

        @Override
        public void sync() throws IOException {
            try {
                file.force(false);
                Failpoint.OBJECT_SYNCED.reached(path);
                if (!directorySynced) {
                    Directories.sync(Objects.requireNonNull(path.getParent()));
                    directorySynced = true;
                    Failpoint.SHARD_SYNCED.reached(path);
                }
            } catch (IOException e) {
                throw health.failed(e);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private record FileObject(Path path, long sizeInBytes, StorageHealth health) implements StoredObject {
        @Override
        public Optional<Path> file() {
            return Optional.of(path);
        }

        @Override
        public ObjectReader open() throws IOException {
            try {
                return new FileReader(FileChannel.open(path, StandardOpenOption.READ));
            } catch (IOException e) {
                throw health.failed(e);
            }
        }
    }

    private record FileReader(FileChannel channel) implements StoredObject.ObjectReader {
        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return channel.read(target, position);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
