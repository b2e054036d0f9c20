package dev.roadstead.registry.content;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.storage.BlobStore;
import dev.roadstead.registry.storage.DataDirectory;
import dev.roadstead.registry.storage.FileBlobStore;
import dev.roadstead.registry.storage.MemoryBlobStore;
import dev.roadstead.registry.storage.StorageHealth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/// A content store over a folder, with what tests need to fill it and to look behind it.
public final class TestContent implements AutoCloseable {
    public static final long NO_LIMIT = Long.MAX_VALUE;

    private final DataDirectory directory;
    private final MetadataStore metadata;
    private final BlobStore objects;
    private final ContentStore content;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private TestContent(DataDirectory directory, BlobStore objects) {
        this.directory = directory;
        this.metadata = MetadataStore.open(directory);
        this.objects = objects;
        this.content = new ContentStore(objects, metadata, clock());
    }

    public Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    public static TestContent withFiles(Path folder) {
        return with(folder, FileBlobStore::new);
    }

    public static TestContent inMemory(Path folder, long capacity) {
        return with(folder, _ -> new MemoryBlobStore(capacity));
    }

    public static TestContent with(Path folder, Function<DataDirectory, BlobStore> objects) {
        DataDirectory directory = DataDirectory.open(folder);
        return new TestContent(directory, objects.apply(directory));
    }

    public ContentStore store() {
        return content;
    }

    public BlobStore objects() {
        return objects;
    }

    public MetadataStore metadata() {
        return metadata;
    }

    public StorageHealth health() {
        return directory.health();
    }

    public Instant now() {
        return now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public Digest push(String repository, String text) throws IOException {
        Digest digest = Digest.sha256(bytes(text));
        content.uploads().push(Repository.parse(repository), chunk(text), digest);
        return digest;
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static Chunk chunk(String... pieces) {
        Iterator<String> rest = List.of(pieces).iterator();
        return new Chunk(
                () -> rest.hasNext() ? ByteBuffer.wrap(bytes(rest.next())) : null,
                OptionalLong.empty(),
                OptionalLong.empty(),
                NO_LIMIT);
    }

    /// Pieces, and then the client goes away.
    static Chunk brokenChunk(String... pieces) {
        Iterator<String> rest = List.of(pieces).iterator();
        return new Chunk(
                () -> {
                    if (!rest.hasNext()) {
                        throw new IOException("client went away");
                    }
                    return ByteBuffer.wrap(bytes(rest.next()));
                },
                OptionalLong.empty(),
                OptionalLong.empty(),
                NO_LIMIT);
    }

    @Override
    public void close() throws IOException {
        metadata.close();
        directory.close();
    }
}
