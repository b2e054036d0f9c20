package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Digest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Links to blobs that may have no use.
public final class BlobReviewTable {
    private BlobReviewTable() {}

    /// Calls for a review, or puts off the one that is due.
    static void open(Session session, long repoId, Digest digest, Instant now) throws SQLException {
        session.update("""
                INSERT INTO blob_review (digest, repo_id, touched_at) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET touched_at = excluded.touched_at""", digest.toString(), repoId, now.toEpochMilli());
    }

    /// Calls for a review of every blob that the manifest needs.
    static void openAllOf(Session session, long repoId, Digest manifest, Instant now) throws SQLException {
        session.update("""
                INSERT INTO blob_review (digest, repo_id, touched_at)
                SELECT DISTINCT n.blob_digest, n.repo_id, ?3
                FROM manifest_blob n JOIN repo_blob l ON l.repo_id = n.repo_id AND l.digest = n.blob_digest
                WHERE n.repo_id = ?1 AND n.manifest_digest = ?2
                ON CONFLICT DO UPDATE SET touched_at = excluded.touched_at""", repoId, manifest.toString(), now.toEpochMilli());
    }

    /// Puts off a review; does nothing if none is called for.
    public static void touch(Session session, long repoId, Digest digest, Instant now) throws SQLException {
        session.update(
                "UPDATE blob_review SET touched_at = ? WHERE digest = ? AND repo_id = ?",
                now.toEpochMilli(),
                digest.toString(),
                repoId);
    }

    public static void close(Session session, long repoId, Digest digest) throws SQLException {
        session.update("DELETE FROM blob_review WHERE digest = ? AND repo_id = ?", digest.toString(), repoId);
    }

    /// A page of blobs with a link that was last touched before `touchedBefore`, in the order of their digests.
    public static List<Digest> listDue(Session session, Instant touchedBefore, @Nullable Digest after, int limit)
            throws SQLException {
        return session.list(
                row -> Digest.parse(row.getString(1)),
                """
                SELECT DISTINCT digest FROM blob_review WHERE touched_at < ? AND digest > ? ORDER BY digest LIMIT ?""",
                touchedBefore.toEpochMilli(),
                after == null ? "" : after.toString(),
                limit);
    }

    /// The repositories whose link to the blob was last touched before `touchedBefore`.
    public static List<Long> reposDue(Session session, Digest digest, Instant touchedBefore) throws SQLException {
        return session.list(
                row -> row.getLong(1),
                "SELECT repo_id FROM blob_review WHERE digest = ? AND touched_at < ?",
                digest.toString(),
                touchedBefore.toEpochMilli());
    }

    public static long countDue(Session session, Instant touchedBefore) throws SQLException {
        return session.first(
                        row -> row.getLong(1),
                        "SELECT count(*) FROM blob_review WHERE touched_at < ?",
                        touchedBefore.toEpochMilli())
                .orElseThrow();
    }
}
