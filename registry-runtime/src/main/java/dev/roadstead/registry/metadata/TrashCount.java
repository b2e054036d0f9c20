package dev.roadstead.registry.metadata;

import java.sql.SQLException;

/// How much is in the trash.
public record TrashCount(long manifests, long blobs, long blobBytes) {

    public static TrashCount count(Session session) throws SQLException {
        return session.first(row -> new TrashCount(row.getLong(1), row.getLong(2), row.getLong(3)), """
                        SELECT (SELECT count(*) FROM manifest_trash), count(*), coalesce(sum(size), 0)
                        FROM blob WHERE trashed_at IS NOT NULL""")
                .orElseThrow();
    }
}
