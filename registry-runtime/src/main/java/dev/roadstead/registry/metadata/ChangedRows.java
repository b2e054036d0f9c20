package dev.roadstead.registry.metadata;

import dev.roadstead.registry.journal.JournalEntry;
import dev.roadstead.registry.journal.JournalEntry.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which rows a transaction changed, told by triggers: so whoever changes one need not know of the journal, and what is
/// rolled back was never told.
final class ChangedRows {
    private ChangedRows() {}

    private record Changed(Kind kind, long repoId, String name) {}

    /// For this session only.
    static void watch(Session session) throws SQLException {
        session.execute("""
                CREATE TEMP TABLE changed (kind TEXT, repo_id INTEGER, name TEXT, PRIMARY KEY (kind, repo_id, name))
                WITHOUT ROWID""");
        watch(session, Kind.BLOB, "blob", "0", "digest", "size, object_key");
        watch(session, Kind.LINK, "repo_blob", "repo_id", "digest", "source");
        watch(session, Kind.MANIFEST, "manifest", "repo_id", "digest", "payload");
        watch(session, Kind.TAG, "tag", "repo_id", "name", "digest");
    }

    private static void watch(Session session, Kind kind, String table, String repoId, String name, String values)
            throws SQLException {
        for (String event : List.of("INSERT", "DELETE", "UPDATE OF " + values)) {
            String row = event.equals("DELETE") ? "OLD." : "NEW.";
            String repo = repoId.equals("0") ? "0" : row + repoId;
            // OR IGNORE would not do: the statement that fires a trigger decides on its conflicts.
            session.execute("""
                    CREATE TEMP TRIGGER %1$s_%2$s AFTER %3$s ON main.%1$s BEGIN
                      INSERT INTO changed SELECT '%4$s', %5$s, %6$s WHERE NOT EXISTS
                        (SELECT 1 FROM changed WHERE kind = '%4$s' AND repo_id = %5$s AND name = %6$s);
                    END""".formatted(
                            table, event.substring(0, 6).toLowerCase(Locale.ROOT), event, kind, repo, row + name));
        }
    }

    /// The rows as they are now, and forgets that they changed.
    static List<JournalEntry> take(Session session) throws SQLException {
        List<Changed> changed = session.list(
                row -> new Changed(Kind.valueOf(row.getString(1)), row.getLong(2), row.getString(3)),
                "SELECT kind, repo_id, name FROM changed");
        if (changed.isEmpty()) {
            return List.of();
        }
        List<JournalEntry> entries = new ArrayList<>();
        for (Changed row : changed) {
            entries.add(new JournalEntry(row.kind, key(session, row), value(session, row)));
        }
        session.update("DELETE FROM changed");
        return entries;
    }

    private static List<String> key(Session session, Changed row) throws SQLException {
        if (row.kind == Kind.BLOB) {
            return List.of(row.name);
        }
        String repository = session.first(found -> found.getString(1), "SELECT name FROM repo WHERE id = ?", row.repoId)
                .orElseThrow();
        return List.of(repository, row.name);
    }

    private static List<String> value(Session session, Changed row) throws SQLException {
        Optional<List<String>> value = switch (row.kind) {
            case BLOB ->
                session.first(
                        found -> List.of(found.getString(1), found.getString(2)),
                        "SELECT size, object_key FROM blob WHERE digest = ?",
                        row.name);
            case LINK ->
                session.first(
                        found -> List.of(found.getString(1)),
                        "SELECT source FROM repo_blob WHERE repo_id = ? AND digest = ?",
                        row.repoId,
                        row.name);
            case MANIFEST ->
                session.first(
                        found -> List.of(found.getString(1), base64(found.getBytes(2))),
                        "SELECT media_type, payload FROM manifest WHERE repo_id = ? AND digest = ?",
                        row.repoId,
                        row.name);
            case TAG ->
                session.first(
                        found -> List.of(found.getString(1)),
                        "SELECT digest FROM tag WHERE repo_id = ? AND name = ?",
                        row.repoId,
                        row.name);
        };
        return value.orElse(List.of());
    }

    static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }
}
