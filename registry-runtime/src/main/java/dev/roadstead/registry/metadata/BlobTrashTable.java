package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Digest;
import dev.roadstead.registry.metadata.BlobTable.BlobRow;
import dev.roadstead.registry.metadata.TombstoneTable.Tombstone;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Blobs that no repository links: rows of `blob` with a time.
public final class BlobTrashTable {
    private BlobTrashTable() {}

    public record TrashedBlob(Digest digest, long sizeInBytes, Instant trashedAt) {}

    /// Empty if a repository links the blob.
    static Optional<BlobRow> putIfUnlinked(Session session, Digest digest, Instant now) throws SQLException {
        int trashed = session.update("""
                UPDATE blob SET trashed_at = ?1
                WHERE digest = ?2 AND NOT EXISTS (SELECT 1 FROM repo_blob WHERE digest = ?2)""", now.toEpochMilli(), digest.toString());
        return trashed > 0 ? BlobTable.find(session, digest) : Optional.empty();
    }

    public static boolean contains(Session session, Digest digest) throws SQLException {
        return session.exists("SELECT 1 FROM blob WHERE digest = ? AND trashed_at IS NOT NULL", digest.toString());
    }

    static void takeOut(Session session, Digest digest) throws SQLException {
        session.update(
                "UPDATE blob SET trashed_at = NULL WHERE digest = ? AND trashed_at IS NOT NULL", digest.toString());
    }

    /// A page of what came to the trash before then, in the order of the digests.
    public static List<TrashedBlob> list(Session session, Instant trashedBefore, @Nullable Digest after, int limit)
            throws SQLException {
        return session.list(
                row -> new TrashedBlob(
                        Digest.parse(row.getString(1)), row.getLong(2), Instant.ofEpochMilli(row.getLong(3))),
                "SELECT digest, size, trashed_at FROM blob WHERE trashed_at < ? AND digest > ? ORDER BY digest LIMIT ?",
                trashedBefore.toEpochMilli(),
                after == null ? "" : after.toString(),
                limit);
    }

    /// Turns a blob that is still in the trash since before then into a tombstone of its object.
    public static Optional<Tombstone> purge(Session session, Digest digest, Instant trashedBefore, Instant now)
            throws SQLException {
        Optional<BlobRow> blob = BlobTable.find(session, digest);
        int purged = session.update("""
                DELETE FROM blob WHERE digest = ?1 AND trashed_at < ?2
                AND NOT EXISTS (SELECT 1 FROM repo_blob WHERE digest = ?1)""", digest.toString(), trashedBefore.toEpochMilli());
        if (purged == 0 || blob.isEmpty()) {
            return Optional.empty();
        }
        Tombstone tombstone = new Tombstone(blob.get().key(), digest, blob.get().sizeInBytes());
        TombstoneTable.put(session, tombstone, now);
        return Optional.of(tombstone);
    }
}
