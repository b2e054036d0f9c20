package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Digest.Algorithm;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.storage.ObjectKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Objects that are being written, and those that are to be deleted because nothing came of them.
public final class UploadTable {
    private UploadTable() {}

    /// @param synced bytes of the object that would survive a loss of power
    public record UploadRow(String id, long repoId, ObjectKey key, Algorithm algorithm, long synced) {}

    public static void insert(Session session, UploadRow upload, Instant now) throws SQLException {
        session.update(
                """
                INSERT INTO upload (id, repo_id, object_key, algorithm, state, synced, started_at, touched_at)
                VALUES (?, ?, ?, ?, 'open', ?, ?, ?)""",
                upload.id(),
                upload.repoId(),
                upload.key().value(),
                upload.algorithm().wireName(),
                upload.synced(),
                now.toEpochMilli(),
                now.toEpochMilli());
    }

    public static Optional<UploadRow> findOpen(Session session, Repository repository, String id) throws SQLException {
        return session.first(UploadTable::row, """
                SELECT id, repo_id, object_key, algorithm, synced FROM upload
                WHERE id = ? AND repo_id = (SELECT id FROM repo WHERE name = ?) AND state = 'open'""", id, repository.name());
    }

    /// Whether the upload was still open, so that the bytes count.
    public static boolean advance(Session session, String id, long synced, Instant now) throws SQLException {
        return session.update(
                        "UPDATE upload SET synced = ?, touched_at = ? WHERE id = ? AND state = 'open'",
                        synced,
                        now.toEpochMilli(),
                        id)
                > 0;
    }

    /// Keeps the row for the deletion of an object that nothing names any more; false if there is no such upload.
    public static boolean discard(Session session, String id, ObjectKey unused) throws SQLException {
        return session.update("UPDATE upload SET state = 'discarded', object_key = ? WHERE id = ?", unused.value(), id)
                > 0;
    }

    public static boolean delete(Session session, String id) throws SQLException {
        return session.update("DELETE FROM upload WHERE id = ?", id) > 0;
    }

    public static List<UploadRow> listDiscarded(Session session, int limit) throws SQLException {
        return session.list(
                UploadTable::row,
                "SELECT id, repo_id, object_key, algorithm, synced FROM upload WHERE state = 'discarded' LIMIT ?",
                limit);
    }

    public static List<UploadRow> listUntouchedSince(Session session, Instant time, int limit) throws SQLException {
        return session.list(UploadTable::row, """
                SELECT id, repo_id, object_key, algorithm, synced FROM upload
                WHERE state = 'open' AND touched_at < ? ORDER BY touched_at LIMIT ?""", time.toEpochMilli(), limit);
    }

    private static UploadRow row(ResultSet row) throws SQLException {
        return new UploadRow(
                row.getString(1),
                row.getLong(2),
                new ObjectKey(row.getString(3)),
                Algorithm.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                row.getLong(5));
    }
}
