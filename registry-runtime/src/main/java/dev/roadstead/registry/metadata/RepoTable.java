package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Repository;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Repositories. One exists from its first upload on.
public final class RepoTable {
    private RepoTable() {}

    public static Optional<Long> find(Session session, Repository repository) throws SQLException {
        return session.first(row -> row.getLong(1), "SELECT id FROM repo WHERE name = ?", repository.name());
    }

    public static long findOrCreate(Session session, Repository repository, Instant now) throws SQLException {
        session.update(
                "INSERT INTO repo (name, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                repository.name(),
                now.toEpochMilli());
        return find(session, repository).orElseThrow();
    }

    /// Repositories that hold a manifest, in the order of their names' bytes.
    public static List<String> list(Session session, String after, int limit) throws SQLException {
        return session.list(row -> row.getString(1), """
                SELECT name FROM repo
                WHERE name > ? AND EXISTS (SELECT 1 FROM manifest WHERE manifest.repo_id = repo.id)
                ORDER BY name LIMIT ?""", after, limit);
    }
}
