package dev.roadstead.registry.metadata;

import dev.roadstead.registry.journal.JournalEntry;
import dev.roadstead.registry.journal.JournalEntry.Kind;
import java.sql.SQLException;
import java.util.List;

/// What a journal comes to in the end: of each key its last entry, as long as the thing is there.
final class StagedEntries {
    private static final int ROWS_AT_ONCE = 1_000;

    private final Session session;

    StagedEntries(Session session) throws SQLException {
        this.session = session;
        session.execute("""
                CREATE TABLE staged (kind TEXT, key TEXT, name TEXT, first TEXT, second TEXT,
                                     PRIMARY KEY (kind, key, name)) STRICT""");
    }

    /// @param key repository, of a blob its digest
    /// @param name of a tag, digest of others, empty for a blob
    record Staged(String key, String name, String first, String second) {}

    @FunctionalInterface
    interface Use {
        void of(Staged row) throws SQLException;
    }

    void put(JournalEntry entry) throws SQLException {
        String kind = entry.kind().name();
        String key = entry.key().getFirst();
        String name = entry.kind() == Kind.BLOB ? "" : entry.key().getLast();
        if (entry.value().isEmpty()) {
            session.update("DELETE FROM staged WHERE kind = ? AND key = ? AND name = ?", kind, key, name);
        } else {
            session.update(
                    "INSERT OR REPLACE INTO staged (kind, key, name, first, second) VALUES (?, ?, ?, ?, ?)",
                    kind,
                    key,
                    name,
                    entry.value().getFirst(),
                    entry.value().getLast());
        }
    }

    void each(Kind kind, Use use) throws SQLException {
        String key = "";
        String name = "";
        while (true) {
            List<Staged> page = session.list(
                    row -> new Staged(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                    """
                    SELECT key, name, first, second FROM staged WHERE kind = ? AND (key, name) > (?, ?)
                    ORDER BY key, name LIMIT ?""",
                    kind.name(),
                    key,
                    name,
                    kind == Kind.MANIFEST ? ROWS_AT_ONCE / 20 : ROWS_AT_ONCE);
            if (page.isEmpty()) {
                return;
            }
            for (Staged row : page) {
                use.of(row);
            }
            key = page.getLast().key();
            name = page.getLast().name();
        }
    }

    void drop() throws SQLException {
        session.execute("DROP TABLE staged");
    }
}
