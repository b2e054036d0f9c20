package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ReferrersTag;
import dev.roadstead.oci.Tag;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tags.
public final class TagTable {
    private TagTable() {}

    public static Optional<Digest> find(Session session, long repoId, Tag tag) throws SQLException {
        return session.first(
                row -> Digest.parse(row.getString(1)),
                "SELECT digest FROM tag WHERE repo_id = ? AND name = ?",
                repoId,
                tag.name());
    }

    /// Points the tag at a stored manifest, and calls for a review of the one it pointed at.
    public static void put(Session session, long repoId, Tag tag, Digest digest, Instant now) throws SQLException {
        Optional<Digest> before = find(session, repoId, tag).filter(old -> !old.equals(digest));
        boolean subjectGone = isSubjectGone(session, repoId, tag);
        session.update("""
                INSERT INTO tag (repo_id, name, digest, updated_at, subject_gone) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (repo_id, name) DO UPDATE
                SET digest = excluded.digest, updated_at = excluded.updated_at, subject_gone = excluded.subject_gone""", repoId, tag.name(), digest.toString(), now.toEpochMilli(), subjectGone ? 1 : 0);
        ManifestReviewTable.reopen(session, repoId, digest, now);
        if (before.isPresent()) {
            ManifestReviewTable.reopen(session, repoId, before.get(), now);
        }
    }

    private static boolean isSubjectGone(Session session, long repoId, Tag tag) throws SQLException {
        Optional<Digest> subject = ReferrersTag.subject(tag);
        return subject.isPresent() && ManifestTrashTable.contains(session, repoId, subject.get());
    }

    static void setSubjectGone(Session session, long repoId, Tag tag, boolean gone) throws SQLException {
        session.update(
                "UPDATE tag SET subject_gone = ? WHERE repo_id = ? AND name = ?", gone ? 1 : 0, repoId, tag.name());
    }

    /// Calls for a review of the manifest; false if there was no such tag.
    public static boolean delete(Session session, long repoId, Tag tag, Instant now) throws SQLException {
        Optional<Digest> tagged = find(session, repoId, tag);
        if (tagged.isEmpty()) {
            return false;
        }
        session.update("DELETE FROM tag WHERE repo_id = ? AND name = ?", repoId, tag.name());
        ManifestReviewTable.reopen(session, repoId, tagged.get(), now);
        return true;
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
