package dev.roadstead.registry.metadata;

import java.sql.SQLException;
import java.time.Instant;

/// How much is in the trash.
public record TrashCount(long manifests, long blobs, long blobBytes) {

    /// What came to the trash before then.
    public static TrashCount countBefore(Session session, Instant trashedBefore) throws SQLException {
        return session.first(
                        row -> new TrashCount(row.getLong(1), row.getLong(2), row.getLong(3)),
                        """
                        SELECT (SELECT count(*) FROM manifest_trash WHERE trashed_at < ?1), count(*), coalesce(sum(size), 0)
                        FROM blob WHERE trashed_at < ?1""",
                        trashedBefore.toEpochMilli())
                .orElseThrow();
    }

    public static TrashCount count(Session session) throws SQLException {
        return session.first(row -> new TrashCount(row.getLong(1), row.getLong(2), row.getLong(3)), """
                        SELECT (SELECT count(*) FROM manifest_trash), count(*), coalesce(sum(size), 0)
                        FROM blob WHERE trashed_at IS NOT NULL""")
                .orElseThrow();
    }
}
