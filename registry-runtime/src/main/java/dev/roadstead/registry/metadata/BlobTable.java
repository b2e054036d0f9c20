package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.storage.ObjectKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Blobs, and which repositories may serve them.
public final class BlobTable {
    private BlobTable() {}

    public record BlobRow(Digest digest, long sizeInBytes, ObjectKey key) {}

    /// How a repository came by a blob.
    public enum Source {
        PUSH,
        MOUNT,
        CACHE;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Optional<BlobRow> find(Session session, Digest digest) throws SQLException {
        return session.first(
                BlobTable::row, "SELECT digest, size, object_key FROM blob WHERE digest = ?", digest.toString());
    }

    /// A page of all blobs in the order of their digests' text.
    public static List<BlobRow> list(Session session, String after, int limit) throws SQLException {
        return session.list(
                BlobTable::row,
                "SELECT digest, size, object_key FROM blob WHERE digest > ? ORDER BY digest LIMIT ?",
                after,
                limit);
    }

    public static long totalSizeInBytes(Session session) throws SQLException {
        return session.first(row -> row.getLong(1), "SELECT COALESCE(SUM(size), 0) FROM blob")
                .orElse(0L);
    }

    /// A blob as a repository has it.
    ///
    /// @param mustTouch whether a client may only be told of it after [BlobReviewTable#touch]
    public record LinkedBlob(long repoId, BlobRow blob, boolean mustTouch) {}

    public static Optional<LinkedBlob> findIn(Session session, Repository repository, Digest digest, Instant now)
            throws SQLException {
        return session.first(
                row -> new LinkedBlob(row.getLong(4), row(row), row.getBoolean(5)),
                """
                SELECT blob.digest, blob.size, blob.object_key, repo.id, coalesce(q.touched_at < ?, 0)
                FROM repo JOIN repo_blob ON repo_blob.repo_id = repo.id JOIN blob ON blob.digest = repo_blob.digest
                LEFT JOIN blob_review q ON q.digest = repo_blob.digest AND q.repo_id = repo_blob.repo_id
                WHERE repo.name = ? AND repo_blob.digest = ?""",
                Touch.staleBefore(now).toEpochMilli(),
                repository.name(),
                digest.toString());
    }

    public static boolean isIn(Session session, long repoId, Digest digest) throws SQLException {
        return session.exists("SELECT 1 FROM repo_blob WHERE repo_id = ? AND digest = ?", repoId, digest.toString());
    }

    public static Optional<Long> sizeIn(Session session, long repoId, Digest digest) throws SQLException {
        return session.first(row -> row.getLong(1), """
                SELECT blob.size FROM repo_blob JOIN blob ON blob.digest = repo_blob.digest
                WHERE repo_blob.repo_id = ? AND repo_blob.digest = ?""", repoId, digest.toString());
    }

    public static boolean isInAnyRepository(Session session, Digest digest) throws SQLException {
        return session.exists("SELECT 1 FROM repo_blob WHERE digest = ? LIMIT 1", digest.toString());
    }

    /// Names the object that holds the digest from now on.
    public static void put(Session session, BlobRow blob, Instant now) throws SQLException {
        session.update(
                """
                INSERT INTO blob (digest, size, object_key, created_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (digest) DO UPDATE SET size = excluded.size, object_key = excluded.object_key""", blob.digest().toString(), blob.sizeInBytes(), blob.key().value(), now.toEpochMilli());
    }

    /// Links the blob, which leaves the trash by that, and calls for a review unless a manifest needs it already.
    public static void link(Session session, long repoId, Digest digest, Source source, Instant now)
            throws SQLException {
        BlobTrashTable.takeOut(session, digest);
        if (!isNeeded(session, repoId, digest)) {
            BlobReviewTable.open(session, repoId, digest, now);
        }
        session.update("""
                INSERT INTO repo_blob (repo_id, digest, source, created_at) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING""", repoId, digest.toString(), source.wireName(), now.toEpochMilli());
    }

    /// Takes the blob out of the repository. One that is left in no repository comes to the trash, and is given.
    public static Optional<BlobRow> unlink(Session session, long repoId, Digest digest, Instant now)
            throws SQLException {
        session.update("DELETE FROM repo_blob WHERE repo_id = ? AND digest = ?", repoId, digest.toString());
        BlobReviewTable.close(session, repoId, digest);
        return BlobTrashTable.putIfUnlinked(session, digest, now);
    }

    /// Whether a manifest of the repository names the blob.
    public static boolean isNeeded(Session session, long repoId, Digest digest) throws SQLException {
        return session.exists(
                "SELECT 1 FROM manifest_blob WHERE blob_digest = ? AND repo_id = ? LIMIT 1", digest.toString(), repoId);
    }

    private static BlobRow row(ResultSet row) throws SQLException {
        return new BlobRow(Digest.parse(row.getString(1)), row.getLong(2), new ObjectKey(row.getString(3)));
    }
}
