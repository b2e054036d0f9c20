package dev.roadstead.registry.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Objects in memory, with a limit: the twin of [FileBlobStore] for tests.
public final class MemoryBlobStore implements BlobStore {
    private final Map<ObjectKey, Content> objects = new HashMap<>();
    private final long capacity;

    public MemoryBlobStore(long capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized ObjectWriter create(ObjectKey key) throws IOException {
        Content content = new Content();
        if (objects.putIfAbsent(key, content) != null) {
            throw new FileAlreadyExistsException(key.value());
        }
        return new MemoryWriter(content);
    }

    @Override
    public synchronized ObjectWriter resume(ObjectKey key, long offset) throws IOException {
        Content content = objects.get(key);
        if (content == null || content.size < offset) {
            throw new NoSuchFileException(key.value());
        }
        content.size = Math.toIntExact(offset);
        return new MemoryWriter(content);
    }

    @Override
    public synchronized Optional<StoredObject> find(ObjectKey key) {
        Content content = objects.get(key);
        return content == null ? Optional.empty() : Optional.of(new MemoryObject(content, content.size));
    }

    @Override
    public synchronized void delete(ObjectKey key) {
        objects.remove(key);
    }

    @Override
    public synchronized Optional<StorageFault> fault() {
        return used() >= capacity ? Optional.of(StorageFault.FULL) : Optional.empty();
    }

    /// How many objects there are, complete or not.
    public synchronized int size() {
        return objects.size();
    }

    private long used() {
        return objects.values().stream().mapToLong(content -> content.size).sum();
    }

    private synchronized void append(Content content, ByteBuffer chunk) throws IOException {
        if (used() + chunk.remaining() > capacity) {
            throw new StorageUnavailableException(StorageFault.FULL, null);
        }
        int end = content.size + chunk.remaining();
        if (end > content.bytes.length) {
            content.bytes = Arrays.copyOf(content.bytes, Math.max(end, content.bytes.length * 2));
        }
        chunk.get(content.bytes, content.size, chunk.remaining());
        content.size = end;
    }

    private synchronized int read(Content content, ByteBuffer target, long position) {
        int available = (int) Math.min(target.remaining(), content.size - position);
        if (available <= 0) {
            return -1;
        }
        target.put(content.bytes, (int) position, available);
        return available;
    }

    private static final class Content {
        private byte[] bytes = new byte[256];
        private int size;
    }

    private final class MemoryWriter implements ObjectWriter {
        private final Content content;

        MemoryWriter(Content content) {
            this.content = content;
        }

        @Override
        public long position() {
            synchronized (MemoryBlobStore.this) {
                return content.size;
            }
        }

        @Override
        public void write(ByteBuffer chunk) throws IOException {
            append(content, chunk);
        }

        @Override
        public void sync() {}

        @Override
        public void close() {}
    }

    private final class MemoryObject implements StoredObject {
        private final Content content;
        private final long sizeInBytes;

        MemoryObject(Content content, long sizeInBytes) {
            this.content = content;
            this.sizeInBytes = sizeInBytes;
        }

        @Override
        public long sizeInBytes() {
            return sizeInBytes;
        }

        @Override
        public Optional<Path> file() {
            return Optional.empty();
        }

        @Override
        public ObjectReader open() {
            return new ObjectReader() {
                @Override
                public int read(ByteBuffer target, long position) {
                    return MemoryBlobStore.this.read(content, target, position);
                }

                @Override
                public void close() {}
            };
        }
    }
}
