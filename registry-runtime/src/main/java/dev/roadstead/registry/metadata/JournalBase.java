package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Digest;
import dev.roadstead.registry.journal.Journal;
import dev.roadstead.registry.journal.JournalEntry;
import dev.roadstead.registry.journal.JournalEntry.Kind;
import dev.roadstead.registry.metadata.ManifestTable.ListedManifest;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// All that the metadata hold, for a journal, page by page beside the writer. A page may tell of a change that the
/// journal's log tells of, too: what is read from the log later says the same.
final class JournalBase implements Journal.Source {
    private static final int ROWS_AT_ONCE = 1_000;
    private static final int MANIFESTS_AT_ONCE = 50;

    private final MetadataStore metadata;

    JournalBase(MetadataStore metadata) {
        this.metadata = metadata;
    }

    private record Row(JournalEntry entry, long repoId, String name) {}

    @FunctionalInterface
    private interface Reader {
        Row read(ResultSet row) throws SQLException;
    }

    /// Throws when the metadata are damaged: then the journal that there is is worth more than a new one.
    @Override
    public void writeTo(Journal.Sink sink) throws IOException {
        List<String> verdict = metadata.read(session -> session.list(row -> row.getString(1), "PRAGMA quick_check(1)"));
        if (!verdict.equals(List.of("ok"))) {
            throw new IOException("the metadata are damaged: " + verdict);
        }
        rows(
                "SELECT digest, size, object_key FROM blob WHERE (0, digest) > (?, ?) ORDER BY digest LIMIT ?",
                row -> new Row(
                        new JournalEntry(
                                Kind.BLOB, List.of(row.getString(1)), List.of(row.getString(2), row.getString(3))),
                        0,
                        row.getString(1)),
                sink);
        rows("""
                SELECT repo.name, l.digest, l.source, l.repo_id FROM repo_blob l JOIN repo ON repo.id = l.repo_id
                WHERE (l.repo_id, l.digest) > (?, ?) ORDER BY l.repo_id, l.digest LIMIT ?""", row -> pair(Kind.LINK, row), sink);
        manifests(sink);
        rows("""
                SELECT repo.name, t.name, t.digest, t.repo_id FROM tag t JOIN repo ON repo.id = t.repo_id
                WHERE (t.repo_id, t.name) > (?, ?) ORDER BY t.repo_id, t.name LIMIT ?""", row -> pair(Kind.TAG, row), sink);
    }

    private static Row pair(Kind kind, ResultSet row) throws SQLException {
        JournalEntry entry =
                new JournalEntry(kind, List.of(row.getString(1), row.getString(2)), List.of(row.getString(3)));
        return new Row(entry, row.getLong(4), row.getString(2));
    }

    private void rows(String query, Reader reader, Journal.Sink sink) throws IOException {
        long repoId = 0;
        String name = "";
        while (true) {
            long lastRepo = repoId;
            String lastName = name;
            List<Row> page =
                    metadata.read(session -> session.list(reader::read, query, lastRepo, lastName, ROWS_AT_ONCE));
            if (page.isEmpty()) {
                return;
            }
            for (Row row : page) {
                sink.put(row.entry);
            }
            repoId = page.getLast().repoId;
            name = page.getLast().name;
        }
    }

    private void manifests(Journal.Sink sink) throws IOException {
        long after = 0;
        while (true) {
            long last = after;
            List<ListedManifest> page = metadata.read(session -> ManifestTable.list(session, last, MANIFESTS_AT_ONCE));
            if (page.isEmpty()) {
                return;
            }
            for (ListedManifest listed : page) {
                Digest digest = listed.manifest().digest();
                if (!Digest.of(digest.algorithm(), listed.manifest().payload()).equals(digest)) {
                    throw new IOException("the metadata are damaged: manifest " + digest + " has other bytes");
                }
                sink.put(new JournalEntry(
                        Kind.MANIFEST,
                        List.of(listed.repository(), digest.toString()),
                        List.of(
                                listed.manifest().mediaType(),
                                ChangedRows.base64(listed.manifest().payload()))));
            }
            after = page.getLast().id();
        }
    }
}
