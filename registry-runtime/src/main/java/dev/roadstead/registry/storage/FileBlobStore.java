package dev.roadstead.registry.storage;

import dev.roadstead.registry.failpoint.Failpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/// Objects as files.
public final class FileBlobStore implements BlobStore {
    private final StoragePaths paths;

    public FileBlobStore(StoragePaths paths) {
        this.paths = paths;
    }

    @Override
    public ObjectWriter create(ObjectKey key) throws IOException {
        try {
            Directories.create(paths.shard(key));
            Failpoint.SHARD_CREATED.reached(paths.shard(key));
            FileChannel file =
                    FileChannel.open(paths.object(key), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Failpoint.OBJECT_CREATED.reached(paths.object(key));
            return new FileWriter(file, paths.object(key), 0);
        } catch (IOException e) {
            throw StorageFullException.recognise(e);
        }
    }

    @Override
    public ObjectWriter resume(ObjectKey key, long offset) throws IOException {
        FileChannel file = FileChannel.open(paths.object(key), StandardOpenOption.WRITE);
        try {
            if (file.size() < offset) {
                throw new NoSuchFileException(key.value(), null, "shorter than " + offset + " bytes");
            }
            file.truncate(offset);
            file.position(offset);
            Failpoint.OBJECT_TRUNCATED.reached(paths.object(key));
            return new FileWriter(file, paths.object(key), offset);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) throws IOException {
        Path file = paths.object(key);
        try {
            return Optional.of(new FileObject(file, Files.size(file)));
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
    public void checkWritable() throws IOException {
        if (!Files.isWritable(paths.objects())) {
            throw new FileSystemException(paths.objects().toString(), null, "not writable");
        }
        if (Files.getFileStore(paths.objects()).getUsableSpace() < 1 << 20) {
            throw new StorageFullException(null);
        }
    }

    private static final class FileWriter implements ObjectWriter {
        private final FileChannel file;
        private final Path path;
        private long position;
        private boolean directorySynced;

        FileWriter(FileChannel file, Path path, long position) {
            this.file = file;
            this.path = path;
            this.position = position;
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
                throw StorageFullException.recognise(e);
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
                throw StorageFullException.recognise(e);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private record FileObject(Path path, long sizeInBytes) implements StoredObject {
        @Override
        public Optional<Path> file() {
            return Optional.of(path);
        }

        @Override
        public ObjectReader open() throws IOException {
            return new FileReader(FileChannel.open(path, StandardOpenOption.READ));
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
