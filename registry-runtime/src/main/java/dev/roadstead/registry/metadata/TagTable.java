package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Tag;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Tags.
public final class TagTable {
    private TagTable() {}

    public static void put(Session session, long repoId, Tag tag, Digest digest, Instant now) throws SQLException {
        session.update("""
                INSERT INTO tag (repo_id, name, digest, updated_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (repo_id, name) DO UPDATE SET digest = excluded.digest, updated_at = excluded.updated_at""", repoId, tag.name(), digest.toString(), now.toEpochMilli());
    }

    public static boolean delete(Session session, long repoId, Tag tag) throws SQLException {
        return session.update("DELETE FROM tag WHERE repo_id = ? AND name = ?", repoId, tag.name()) > 0;
    }

    /// Names in the order of their bytes.
    public static List<String> list(Session session, long repoId, String after, int limit) throws SQLException {
        return session.list(
                row -> row.getString(1),
                "SELECT name FROM tag WHERE repo_id = ? AND name > ? ORDER BY name LIMIT ?",
                repoId,
                after,
                limit);
    }
}
