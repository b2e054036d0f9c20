package dev.roadstead.registry.content;

import static dev.roadstead.registry.content.TestContent.bytes;
import static dev.roadstead.registry.content.TestContent.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Digest.Algorithm;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.metadata.BlobTable;
import dev.roadstead.registry.storage.BlobStore;
import dev.roadstead.registry.storage.MemoryBlobStore;
import dev.roadstead.registry.storage.ObjectKey;
import dev.roadstead.registry.storage.ObjectWriter;
import dev.roadstead.registry.storage.StorageFault;
import dev.roadstead.registry.storage.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {
    private static final Repository APP = Repository.parse("team/app");
    private static final Digest HELLO = Digest.sha256(bytes("hello world"));

    @TempDir
    Path folder;

    private final Disk disk = new Disk();

    private boolean isKnown(TestContent content) {
        return content.metadata()
                .read(session -> BlobTable.find(session, HELLO))
                .isPresent();
    }

    @Test
    void aBlobIsKnownOnlyAfterItsObjectIsSynced() throws IOException {
        try (TestContent content = TestContent.with(folder, _ -> disk)) {
            disk.beforeSync = () -> assertThat(isKnown(content)).isFalse();

            content.push("team/app", "hello world");

            assertThat(disk.events).containsExactly("write 11", "sync");
            assertThat(isKnown(content)).isTrue();
        }
    }

    @Test
    void anOffsetIsAcknowledgedOnlyAfterASync() throws IOException {
        try (TestContent content = TestContent.with(folder, _ -> disk)) {
            Uploads uploads = content.store().uploads();
            String id = uploads.start(APP, Algorithm.SHA256);
            disk.beforeSync = () -> assertThat(uploads.offset(APP, id)).isZero();

            assertThat(uploads.append(APP, id, chunk("hello"))).isEqualTo(5);

            assertThat(disk.events).containsExactly("write 5", "sync");
        }
    }

    @Test
    void aFailedSyncIsNeverRetried() throws IOException {
        try (TestContent content = TestContent.with(folder, _ -> disk)) {
            disk.beforeSync = () -> {
                throw new IOException("Input/output error");
            };

            assertThatThrownBy(() -> content.push("team/app", "hello world")).hasMessage("Input/output error");

            assertThat(disk.events).containsExactly("write 11", "sync");
            assertThat(isKnown(content)).isFalse();
            assertThat(disk.memory.size()).isZero();
        }
    }

    @FunctionalInterface
    private interface Check {
        void run() throws IOException;
    }

    /// A store that tells what was done to it.
    private static final class Disk implements BlobStore {
        private final MemoryBlobStore memory = new MemoryBlobStore(1_000);
        private final List<String> events = new ArrayList<>();
        private Check beforeSync = () -> {};

        @Override
        public ObjectWriter create(ObjectKey key) throws IOException {
            return new DiskWriter(memory.create(key));
        }

        @Override
        public ObjectWriter resume(ObjectKey key, long offset) throws IOException {
            return new DiskWriter(memory.resume(key, offset));
        }

        @Override
        public Optional<StoredObject> find(ObjectKey key) {
            return memory.find(key);
        }

        @Override
        public void delete(ObjectKey key) {
            memory.delete(key);
        }

        @Override
        public Optional<StorageFault> fault() {
            return memory.fault();
        }

        private final class DiskWriter implements ObjectWriter {
            private final ObjectWriter writer;

            DiskWriter(ObjectWriter writer) {
                this.writer = writer;
            }

            @Override
            public long position() {
                return writer.position();
            }

            @Override
            public void write(ByteBuffer content) throws IOException {
                events.add("write " + content.remaining());
                writer.write(content);
            }

            @Override
            public void sync() throws IOException {
                events.add("sync");
                beforeSync.run();
                writer.sync();
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        }
    }
}
