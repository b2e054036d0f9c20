package dev.roadstead.registry.metadata;

import java.sql.SQLException;

/// What is stored, counted.
public record Usage(long blobBytes, long blobs, long repositories, long tags) {

    public static Usage count(Session session) throws SQLException {
        return session.first(row -> new Usage(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)), """
                        SELECT (SELECT coalesce(sum(size), 0) FROM blob), (SELECT count(*) FROM blob),
                               (SELECT count(*) FROM repo
                                WHERE EXISTS (SELECT 1 FROM manifest WHERE manifest.repo_id = repo.id)),
                               (SELECT count(*) FROM tag)""")
                .orElseThrow();
    }
}
