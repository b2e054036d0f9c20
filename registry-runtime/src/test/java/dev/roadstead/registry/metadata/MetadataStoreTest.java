package dev.roadstead.registry.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.storage.DataDirectory;
import dev.roadstead.registry.storage.DataDirectoryException;
import dev.roadstead.registry.storage.FileBlobStore;
import dev.roadstead.registry.storage.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private DataDirectory directory;

    @BeforeEach
    void open() {
        directory = DataDirectory.open(folder);
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    private static long create(MetadataStore store, String name) {
        return store.write(session -> RepoTable.findOrCreate(session, Repository.parse(name), NOW));
    }

    private static boolean exists(MetadataStore store, String name) {
        return store.read(session -> RepoTable.find(session, Repository.parse(name)))
                .isPresent();
    }

    @Test
    void readersSeeACommittedWriteAtOnce() {
        try (MetadataStore store = MetadataStore.open(directory)) {
            create(store, "a");

            assertThat(exists(store, "a")).isTrue();
        }
    }

    @Test
    void writesAreStillThereAfterReopening() {
        try (MetadataStore store = MetadataStore.open(directory)) {
            create(store, "a");
        }

        try (MetadataStore store = MetadataStore.open(directory)) {
            assertThat(exists(store, "a")).isTrue();
        }
    }

    @Test
    void aFailedWriteIsUndoneAlone() throws Exception {
        try (MetadataStore store = MetadataStore.open(directory);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Long>> writes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String name = "r" + i;
                boolean fails = i % 3 == 0;
                writes.add(() -> store.write(session -> {
                    long id = RepoTable.findOrCreate(session, Repository.parse(name), NOW);
                    if (fails) {
                        throw new IllegalStateException("on purpose");
                    }
                    return id;
                }));
            }

            List<Future<Long>> results = threads.invokeAll(writes);

            for (int i = 0; i < results.size(); i++) {
                boolean failed = results.get(i).state() == Future.State.FAILED;
                assertThat(failed).isEqualTo(i % 3 == 0);
                assertThat(exists(store, "r" + i)).isEqualTo(!failed);
            }
        }
    }

    @Test
    void anErrorInAWriteDoesNotStopTheWriter() {
        try (MetadataStore store = MetadataStore.open(directory)) {
            assertThatThrownBy(() -> store.write(_ -> {
                        throw new OutOfMemoryError("on purpose");
                    }))
                    .isInstanceOf(MetadataException.class);

            assertThat(create(store, "a")).isPositive();
        }
    }

    @Test
    void aBrokenStatementFailsAlone() {
        try (MetadataStore store = MetadataStore.open(directory)) {
            assertThatThrownBy(() -> store.write(session -> session.update("INSERT INTO nowhere VALUES (1)")))
                    .isInstanceOf(MetadataException.class);

            assertThat(create(store, "a")).isPositive();
        }
    }

    @Test
    void aStatementThatFoundTheDiskFullWorksWhenThereIsRoom() {
        try (MetadataStore store = MetadataStore.open(directory)) {
            create(store, "a");
            try (FullMetadata _ = new FullMetadata(store)) {
                assertThatThrownBy(() -> {
                            for (int i = 0; i < 1_000; i++) {
                                create(store, "a-long-name/".repeat(10) + i);
                            }
                        })
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining("storage is full");
            }

            assertThat(create(store, "c")).isPositive();
        }
    }

    /// As a group does that many clients share.
    @Test
    void aRowMayChangeTwiceInOneTransaction() {
        try (MetadataStore store = MetadataStore.open(directory)) {
            Digest digest = Digest.sha256(new byte[] {1});
            store.write(session -> {
                for (long size = 1; size <= 3; size++) {
                    BlobTable.put(session, new BlobTable.BlobRow(digest, size, ObjectKey.random()), NOW);
                }
                return true;
            });

            assertThat(store.read(session -> BlobTable.find(session, digest))
                            .orElseThrow()
                            .sizeInBytes())
                    .isEqualTo(3);
        }
    }

    @Test
    void readersCannotWrite() {
        try (MetadataStore store = MetadataStore.open(directory)) {
            assertThatThrownBy(() -> store.read(session -> session.update("DELETE FROM repo")))
                    .isInstanceOf(MetadataException.class);
        }
    }

    @Test
    void idsOfRepositoriesAreNeverUsedAgain() {
        try (MetadataStore store = MetadataStore.open(directory)) {
            long first = create(store, "a");
            store.write(session -> session.update("DELETE FROM repo"));

            assertThat(create(store, "a")).isGreaterThan(first);
        }
    }

    @Test
    void syncsEveryCommit() {
        try (MetadataStore store = MetadataStore.open(directory)) {
            int synchronous = store.write(session ->
                    session.first(row -> row.getInt(1), "PRAGMA synchronous").orElseThrow());
            String journal = store.write(session -> session.first(row -> row.getString(1), "PRAGMA journal_mode")
                    .orElseThrow());

            assertThat(synchronous).as("2 is FULL").isEqualTo(2);
            assertThat(journal).isEqualTo("wal");
        }
    }

    @Test
    void refusesToForgetBlobs() throws IOException {
        try (var writer = new FileBlobStore(directory).create(ObjectKey.random())) {
            writer.write(ByteBuffer.allocate(1));
        }

        assertThatThrownBy(() -> MetadataStore.open(directory))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("missing or empty although content is stored")
                .hasMessageContaining("restore it from a backup");
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Files.writeString(directory.paths().metadata(), "no database ".repeat(1_000));

        assertThatThrownBy(() -> MetadataStore.open(directory))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("restore it from a backup");
    }

    @Test
    void refusesADamagedDatabase() throws IOException {
        try (MetadataStore store = MetadataStore.open(directory)) {
            for (int i = 0; i < 200; i++) {
                create(store, "repository-with-a-long-name/number" + i);
            }
        }
        try (FileChannel file = FileChannel.open(directory.paths().metadata(), StandardOpenOption.WRITE)) {
            for (long page = 1; page < file.size() / 4096; page++) {
                file.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), page * 4096);
            }
        }

        assertThatThrownBy(() -> MetadataStore.open(directory))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("restore it from a backup");
    }

    @Test
    void refusesTheDatabaseOfANewerVersion() {
        try (MetadataStore store = MetadataStore.open(directory)) {
            store.write(session -> {
                session.execute("PRAGMA user_version = 99");
                return true;
            });
        }

        assertThatThrownBy(() -> MetadataStore.open(directory))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void countsWhatIsStored() {
        try (MetadataStore store = MetadataStore.open(directory)) {
            assertThat(store.read(Usage::count)).isEqualTo(new Usage(0, 0, 0, 0));
        }
    }
}
