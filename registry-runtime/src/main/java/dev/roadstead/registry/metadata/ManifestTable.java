package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Descriptor;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.ReferrersTag;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.metadata.ManifestReviewTable.ManifestKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Manifests with their edges to blobs, children and subjects.
public final class ManifestTable {
    private static final int LARGE_IN_BYTES = 64 << 10;

    private ManifestTable() {}

    @SuppressWarnings("ArrayRecordComponent")
    public record ManifestRow(Digest digest, String mediaType, byte[] payload) {}

    /// A manifest as a client finds it.
    ///
    /// @param touchedAt null for a manifest that is not under review
    public record FoundManifest(
            long repoId, ManifestRow manifest, @Nullable Instant touchedAt) {
        /// Whether a client may only be told of it after [ManifestReviewTable#touch].
        public boolean mustTouch(Instant now) {
            return touchedAt != null && touchedAt.isBefore(Touch.staleBefore(now));
        }
    }

    /// By tag, the tag and its manifest are read as one: a tag that moves is never seen as missing.
    ///
    /// @param memory told of the size of a large manifest before it is read
    public static Optional<FoundManifest> find(
            Session session, Repository repository, Reference reference, LongConsumer memory) throws SQLException {
        return switch (reference) {
            case Reference.ByDigest(Digest digest) ->
                session.first(row -> found(row, memory), """
                        SELECT m.digest, m.media_type, m.payload, m.repo_id, q.touched_at, m.size
                        FROM manifest m
                        LEFT JOIN manifest_review q ON q.repo_id = m.repo_id AND q.digest = m.digest
                        WHERE m.repo_id = (SELECT id FROM repo WHERE name = ?) AND m.digest = ?""", repository.name(), digest.toString());
            case Tag(String name) -> session.first(row -> found(row, memory), """
                        SELECT m.digest, m.media_type, m.payload, m.repo_id, q.touched_at, m.size
                        FROM repo JOIN tag ON tag.repo_id = repo.id
                        JOIN manifest m ON m.repo_id = tag.repo_id AND m.digest = tag.digest
                        LEFT JOIN manifest_review q ON q.repo_id = m.repo_id AND q.digest = m.digest
                        WHERE repo.name = ? AND tag.name = ?""", repository.name(), name);
        };
    }

    /// A manifest of any repository.
    ///
    /// @param id to ask for those after it
    public record ListedManifest(long id, String repository, ManifestRow manifest) {}

    /// A page of the manifests of all repositories.
    public static List<ListedManifest> list(Session session, long after, int limit) throws SQLException {
        return session.list(row -> new ListedManifest(row.getLong(4), row.getString(5), row(row)), """
                SELECT manifest.digest, manifest.media_type, manifest.payload, manifest.rowid, repo.name
                FROM manifest JOIN repo ON repo.id = manifest.repo_id
                WHERE manifest.rowid > ? ORDER BY manifest.rowid LIMIT ?""", after, limit);
    }

    public static Optional<Long> size(Session session, long repoId, Digest digest) throws SQLException {
        return session.first(
                row -> row.getLong(1),
                "SELECT size FROM manifest WHERE repo_id = ? AND digest = ?",
                repoId,
                digest.toString());
    }

    public static void put(Session session, long repoId, Digest digest, Manifest manifest, byte[] payload, Instant now)
            throws SQLException {
        int inserted = session.update(
                """
                INSERT INTO manifest
                  (repo_id, digest, media_type, artifact_type, config_digest, subject_digest, size, pushed_at, payload)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
                repoId,
                digest.toString(),
                manifest.mediaType(),
                manifest.artifactType(),
                manifest instanceof Manifest.Image image ? text(image.config()) : null,
                text(manifest.subject()),
                payload.length,
                now.toEpochMilli(),
                payload);
        if (inserted > 0) {
            putEdges(session, repoId, digest, manifest);
            isBack(session, repoId, digest, now);
        }
        ManifestReviewTable.reopen(session, repoId, digest, now);
    }

    /// What was attached to the manifest when it went has its subject again.
    private static void isBack(Session session, long repoId, Digest digest, Instant now) throws SQLException {
        ManifestTrashTable.delete(session, new ManifestKey(repoId, digest));
        for (Digest referrer : ReferrerTable.listAll(session, repoId, digest)) {
            ManifestReviewTable.reopen(session, repoId, referrer, now);
        }
        for (Tag tag : ReferrersTag.of(digest)) {
            TagTable.setSubjectGone(session, repoId, tag, false);
            Optional<Digest> tagged = TagTable.find(session, repoId, tag);
            if (tagged.isPresent()) {
                ManifestReviewTable.reopen(session, repoId, tagged.get(), now);
            }
        }
    }

    private static void putEdges(Session session, long repoId, Digest digest, Manifest manifest) throws SQLException {
        switch (manifest) {
            case Manifest.Image image -> {
                putBlobEdge(session, repoId, digest, image.config(), "config");
                for (Descriptor layer : image.layers()) {
                    putBlobEdge(session, repoId, digest, layer, "layer");
                }
            }
            case Manifest.Index index -> {
                for (Descriptor child : index.manifests()) {
                    if (!MediaTypes.isManifest(child.mediaType())) {
                        // Build caches list their layers in an index.
                        putBlobEdge(session, repoId, digest, child, "layer");
                        continue;
                    }
                    session.update(
                            "INSERT INTO manifest_child (repo_id, parent_digest, child_digest) VALUES (?, ?, ?)"
                                    + " ON CONFLICT DO NOTHING",
                            repoId,
                            digest.toString(),
                            child.digest().toString());
                    ManifestReviewTable.close(session, new ManifestKey(repoId, child.digest()));
                }
            }
        }
        if (manifest.subject() != null) {
            ReferrerTable.put(session, repoId, manifest.subject().digest(), digest, manifest);
        }
    }

    private static void putBlobEdge(Session session, long repoId, Digest manifest, Descriptor blob, String kind)
            throws SQLException {
        session.update(
                "INSERT INTO manifest_blob (repo_id, manifest_digest, blob_digest, kind) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                repoId,
                manifest.toString(),
                blob.digest().toString(),
                kind);
        BlobReviewTable.close(session, repoId, blob.digest());
    }

    /// The blobs that the manifest needs.
    public static List<Digest> blobs(Session session, ManifestKey manifest) throws SQLException {
        return session.list(
                row -> Digest.parse(row.getString(1)),
                "SELECT DISTINCT blob_digest FROM manifest_blob WHERE repo_id = ? AND manifest_digest = ?",
                manifest.repoId(),
                manifest.digest().toString());
    }

    /// Deletes the manifest, its edges and the tags on it: the last step of [ManifestRemoval].
    static void delete(Session session, long repoId, Digest digest) throws SQLException {
        String key = digest.toString();
        session.update("DELETE FROM tag WHERE repo_id = ? AND digest = ?", repoId, key);
        session.update("DELETE FROM referrer WHERE repo_id = ? AND referrer_digest = ?", repoId, key);
        session.update("DELETE FROM manifest_child WHERE repo_id = ? AND parent_digest = ?", repoId, key);
        session.update("DELETE FROM manifest_blob WHERE repo_id = ? AND manifest_digest = ?", repoId, key);
        session.update("DELETE FROM manifest WHERE repo_id = ? AND digest = ?", repoId, key);
    }

    private static @Nullable String text(@Nullable Descriptor descriptor) {
        return descriptor == null ? null : descriptor.digest().toString();
    }

    private static FoundManifest found(ResultSet row, LongConsumer memory) throws SQLException {
        long size = row.getLong(6);
        if (size > LARGE_IN_BYTES) {
            memory.accept(size);
        }
        return new FoundManifest(row.getLong(4), row(row), time(row, 5));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static ManifestRow row(ResultSet row) throws SQLException {
        return new ManifestRow(Digest.parse(row.getString(1)), row.getString(2), row.getBytes(3));
    }
}
