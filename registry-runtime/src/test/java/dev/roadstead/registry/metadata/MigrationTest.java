package dev.roadstead.registry.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.metadata.BlobTable.LinkedBlob;
import dev.roadstead.registry.metadata.BlobTrashTable.TrashedBlob;
import dev.roadstead.registry.metadata.ManifestReviewTable.Due;
import dev.roadstead.registry.metadata.ManifestReviewTable.ManifestKey;
import dev.roadstead.registry.metadata.ManifestReviewTable.State;
import dev.roadstead.registry.storage.DataDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
    private static final Digest LINKED = digest("linked");
    private static final Digest UNLINKED = digest("unlinked");
    private static final Digest NEEDED = digest("needed");
    private static final Digest UNTAGGED = digest("untagged");
    private static final Digest TAGGED = digest("tagged");

    @TempDir
    Path folder;

    private static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A database as the version before garbage collection left it.
    private void createVersion1(DataDirectory directory) throws SQLException {
        try (Session session = new Session(
                DriverManager.getConnection("jdbc:sqlite:" + directory.paths().metadata()))) {
            session.execute("PRAGMA journal_mode = WAL");
            Schema.migrate(session, 0, 1);
            session.update("INSERT INTO repo (id, name, created_at) VALUES (7, 'team/app', 1)");
            for (Digest blob : new Digest[] {LINKED, NEEDED, UNLINKED}) {
                session.update(
                        "INSERT INTO blob (digest, size, object_key, created_at) VALUES (?, 5, ?, 1)",
                        blob.toString(),
                        blob.hex().substring(0, 32));
            }
            for (Digest blob : new Digest[] {LINKED, NEEDED}) {
                session.update("INSERT INTO repo_blob VALUES (7, ?, 'push', 1)", blob.toString());
            }
            for (Digest manifest : new Digest[] {UNTAGGED, TAGGED}) {
                session.update(
                        "INSERT INTO manifest (repo_id, digest, media_type, size, pushed_at, payload)"
                                + " VALUES (7, ?, 't', 2, 1, ?)",
                        manifest.toString(),
                        new byte[2]);
            }
            session.update("INSERT INTO tag VALUES (7, 'latest', ?, 1)", TAGGED.toString());
            session.update(
                    "INSERT INTO manifest_blob VALUES (7, ?, ?, 'config')", TAGGED.toString(), NEEDED.toString());
        }
    }

    @Test
    void contentOfTheFirstSchemaStaysAndIsReviewedAfterGrace() throws SQLException, IOException {
        Instant start = Instant.now();
        Instant earlier = start.minusSeconds(1);
        Instant later = start.plus(Duration.ofHours(1));
        Due due = new Due(State.OPEN, later, later);
        try (DataDirectory directory = DataDirectory.open(folder)) {
            createVersion1(directory);

            try (MetadataStore store = MetadataStore.open(directory)) {
                Optional<LinkedBlob> linked =
                        store.read(session -> BlobTable.findIn(session, Repository.parse("team/app"), LINKED, start));
                long dueAtOnce = store.read(session -> BlobReviewTable.countDue(session, earlier));
                List<Digest> blobs = store.read(session -> BlobReviewTable.listDue(session, later, null, 10));
                List<ManifestKey> manifests =
                        store.read(session -> ManifestReviewTable.listDue(session, due, ManifestKey.FIRST, 10));
                List<TrashedBlob> trash = store.read(session -> BlobTrashTable.list(session, later, null, 10));
                boolean damaged = store.read(session -> session.exists("PRAGMA foreign_key_check"));

                assertThat(linked).isPresent();
                assertThat(dueAtOnce).isZero();
                assertThat(blobs).containsExactly(LINKED);
                assertThat(manifests).containsExactly(new ManifestKey(7, UNTAGGED));
                assertThat(trash).extracting(TrashedBlob::digest).containsExactly(UNLINKED);
                assertThat(damaged).isFalse();
            }
        }
    }

    @Test
    void aSecondStartMigratesNothing() throws SQLException, IOException {
        try (DataDirectory directory = DataDirectory.open(folder)) {
            createVersion1(directory);
            MetadataStore.open(directory).close();

            try (MetadataStore store = MetadataStore.open(directory)) {
                int version = store.read(Schema::version);
                assertThat(version).isEqualTo(Schema.VERSION);
            }
        }
    }
}
