package dev.roadstead.registry.metadata;

import dev.roadstead.registry.storage.ObjectKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// The objects of a store while the metadata are made anew, in a table: there may be more than fit into the memory.
final class FoundObjects {
    private final Session session;

    FoundObjects(Session session) throws SQLException {
        this.session = session;
        session.execute("CREATE TABLE found (object_key TEXT PRIMARY KEY, size INTEGER) STRICT, WITHOUT ROWID");
    }

    record Found(ObjectKey key, long sizeInBytes) {}

    void put(ObjectKey key, long sizeInBytes) throws SQLException {
        session.update("INSERT INTO found (object_key, size) VALUES (?, ?)", key.value(), sizeInBytes);
    }

    Optional<Long> size(ObjectKey key) throws SQLException {
        return session.first(row -> row.getLong(1), "SELECT size FROM found WHERE object_key = ?", key.value());
    }

    void remove(ObjectKey key) throws SQLException {
        session.update("DELETE FROM found WHERE object_key = ?", key.value());
    }

    Optional<Found> next() throws SQLException {
        return session.first(FoundObjects::row, "SELECT object_key, size FROM found LIMIT 1");
    }

    private static Found row(ResultSet row) throws SQLException {
        return new Found(new ObjectKey(row.getString(1)), row.getLong(2));
    }

    void drop() throws SQLException {
        session.execute("DROP TABLE found");
    }
}
