package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Digest;
import dev.roadstead.registry.storage.ObjectKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Objects that are to be deleted.
public final class TombstoneTable {
    private TombstoneTable() {}

    public record Tombstone(ObjectKey key, Digest digest, long sizeInBytes) {}

    static void put(Session session, Tombstone tombstone, Instant now) throws SQLException {
        session.update(
                "INSERT INTO tombstone (object_key, digest, size, purged_at) VALUES (?, ?, ?, ?)",
                tombstone.key().value(),
                tombstone.digest().toString(),
                tombstone.sizeInBytes(),
                now.toEpochMilli());
    }

    /// A page in the order of the keys.
    public static List<Tombstone> list(Session session, String after, int limit) throws SQLException {
        return session.list(
                row -> new Tombstone(new ObjectKey(row.getString(1)), Digest.parse(row.getString(2)), row.getLong(3)),
                "SELECT object_key, digest, size FROM tombstone WHERE object_key > ? ORDER BY object_key LIMIT ?",
                after,
                limit);
    }

    public static void delete(Session session, ObjectKey key) throws SQLException {
        session.update("DELETE FROM tombstone WHERE object_key = ?", key.value());
    }

    public static long sizeInBytes(Session session) throws SQLException {
        return session.first(row -> row.getLong(1), "SELECT coalesce(sum(size), 0) FROM tombstone")
                .orElseThrow();
    }

    public static long count(Session session) throws SQLException {
        return session.first(row -> row.getLong(1), "SELECT count(*) FROM tombstone")
                .orElseThrow();
    }
}
