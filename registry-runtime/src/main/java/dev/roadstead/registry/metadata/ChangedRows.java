package dev.roadstead.registry.metadata;

import dev.roadstead.registry.journal.JournalEntry;
import dev.roadstead.registry.journal.JournalEntry.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which rows a transaction changed, told by triggers: so whoever changes one need not know who else keeps what it
/// says,
/// and what is rolled back was never told.
///
/// @param journaled the rows as they are now
/// @param manifests tags, and manifests by digest, of which a reader may be told something else than before
record ChangedRows(List<JournalEntry> journaled, List<ManifestName> manifests) {
    private static final ChangedRows NONE = new ChangedRows(List.of(), List.of());

    private enum Table {
        BLOB,
        LINK,
        MANIFEST,
        TAG,
        /// Of a manifest that nobody had to touch before.
        REVIEW
    }

    private record Changed(Table table, long repoId, String name) {}

    /// For this session only.
    static void watch(Session session) throws SQLException {
        session.execute("""
                CREATE TEMP TABLE changed (kind TEXT, repo_id INTEGER, name TEXT, PRIMARY KEY (kind, repo_id, name))
                WITHOUT ROWID""");
        watch(session, Table.BLOB, "blob", "0", "digest", changes("size, object_key"));
        watch(session, Table.LINK, "repo_blob", "repo_id", "digest", changes("source"));
        watch(session, Table.MANIFEST, "manifest", "repo_id", "digest", changes("payload"));
        watch(session, Table.TAG, "tag", "repo_id", "name", changes("digest"));
        watch(session, Table.REVIEW, "manifest_review", "repo_id", "digest", List.of("INSERT"));
    }

    private static List<String> changes(String values) {
        return List.of("INSERT", "DELETE", "UPDATE OF " + values);
    }

    private static void watch(
            Session session, Table kind, String table, String repoId, String name, List<String> events)
            throws SQLException {
        for (String event : events) {
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

    /// What changed, and forgets that it did.
    static ChangedRows take(Session session) throws SQLException {
        List<Changed> changed = session.list(
                row -> new Changed(Table.valueOf(row.getString(1)), row.getLong(2), row.getString(3)),
                "SELECT kind, repo_id, name FROM changed");
        if (changed.isEmpty()) {
            return NONE;
        }
        List<JournalEntry> entries = new ArrayList<>();
        List<ManifestName> manifests = new ArrayList<>();
        for (Changed row : changed) {
            if (row.table != Table.BLOB && row.table != Table.LINK) {
                manifests.add(new ManifestName(repository(session, row), row.name));
            }
            if (row.table != Table.REVIEW) {
                entries.add(new JournalEntry(Kind.valueOf(row.table.name()), key(session, row), value(session, row)));
            }
        }
        session.update("DELETE FROM changed");
        return new ChangedRows(entries, manifests);
    }

    private static String repository(Session session, Changed row) throws SQLException {
        return session.first(found -> found.getString(1), "SELECT name FROM repo WHERE id = ?", row.repoId)
                .orElseThrow();
    }

    private static List<String> key(Session session, Changed row) throws SQLException {
        return row.table == Table.BLOB ? List.of(row.name) : List.of(repository(session, row), row.name);
    }

    private static List<String> value(Session session, Changed row) throws SQLException {
        Optional<List<String>> value = switch (row.table) {
            case REVIEW -> Optional.empty();
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
