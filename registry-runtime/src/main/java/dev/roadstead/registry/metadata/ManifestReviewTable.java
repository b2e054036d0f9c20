package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Tag;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Manifests that may have no use.
public final class ManifestReviewTable {
    private ManifestReviewTable() {}

    /// A manifest, by the numbers that the tables know it by.
    public record ManifestKey(long repoId, Digest digest) {
        /// Comes before every other.
        public static final ManifestKey FIRST = new ManifestKey(0, Digest.sha256(new byte[0]));
    }

    public enum State {
        /// To be looked at.
        OPEN,
        /// Without use, and kept until a rule says otherwise.
        UNTAGGED;

        private String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What holds a manifest under review, or does not.
    ///
    /// @param tagged by a tag that stands for itself, not for a subject that went
    /// @param listed by an index that is stored
    /// @param attached to a subject that is stored
    /// @param orphaned the subject, of itself or of a tag on it, was stored and went
    /// @param since when it lost its use, if it has
    public record Holds(boolean tagged, boolean listed, boolean attached, boolean orphaned, Instant since) {}

    private static final String HAS_TAG =
            "EXISTS (SELECT 1 FROM tag WHERE repo_id = ?1 AND digest = ?2 AND subject_gone = 0)";
    private static final String HAS_INDEX =
            "EXISTS (SELECT 1 FROM manifest_child WHERE repo_id = ?1 AND child_digest = ?2)";
    private static final String HAS_SUBJECT = """
            EXISTS (SELECT 1 FROM referrer r
                    JOIN manifest s ON s.repo_id = r.repo_id AND s.digest = r.subject_digest
                    WHERE r.repo_id = ?1 AND r.referrer_digest = ?2)""";
    private static final String LOST_SUBJECT = """
            (EXISTS (SELECT 1 FROM referrer WHERE repo_id = ?1 AND referrer_digest = ?2 AND subject_gone = 1)
             OR EXISTS (SELECT 1 FROM tag WHERE repo_id = ?1 AND digest = ?2 AND subject_gone = 1))""";

    /// Calls for a review, anew if there was one; or ends it, if there is a use already.
    static void reopen(Session session, long repoId, Digest digest, Instant now) throws SQLException {
        boolean held = session.exists(
                "SELECT 1 WHERE " + HAS_TAG + " OR " + HAS_INDEX + " OR " + HAS_SUBJECT, repoId, digest.toString());
        if (held) {
            close(session, new ManifestKey(repoId, digest));
        } else {
            open(session, repoId, digest, now);
        }
    }

    /// Calls for a review, anew if there was one.
    static void open(Session session, long repoId, Digest digest, Instant now) throws SQLException {
        openAll(session, "SELECT ?1, ?2", repoId, digest, now);
    }

    static void openChildren(Session session, long repoId, Digest parent, Instant now) throws SQLException {
        openAll(session, """
                SELECT m.repo_id, m.digest
                FROM manifest_child c JOIN manifest m ON m.repo_id = c.repo_id AND m.digest = c.child_digest
                WHERE c.repo_id = ?1 AND c.parent_digest = ?2""", repoId, parent, now);
    }

    static void openReferrers(Session session, long repoId, Digest subject, Instant now) throws SQLException {
        openAll(
                session,
                "SELECT repo_id, referrer_digest FROM referrer WHERE repo_id = ?1 AND subject_digest = ?2",
                repoId,
                subject,
                now);
    }

    static void openTagged(Session session, long repoId, Tag tag, Instant now) throws SQLException {
        Optional<Digest> tagged = TagTable.find(session, repoId, tag);
        if (tagged.isPresent()) {
            open(session, repoId, tagged.get(), now);
        }
    }

    private static void openAll(Session session, String manifests, long repoId, Digest digest, Instant now)
            throws SQLException {
        session.update("""
                INSERT INTO manifest_review (repo_id, digest, state, since, touched_at)
                SELECT found.*, 'open', ?3, ?3 FROM (%s) AS found WHERE true
                ON CONFLICT DO UPDATE
                SET state = excluded.state, since = excluded.since, touched_at = excluded.touched_at""".formatted(manifests), repoId, digest.toString(), now.toEpochMilli());
    }

    /// Puts off a review; does nothing if none is called for.
    public static void touch(Session session, long repoId, Digest digest, Instant now) throws SQLException {
        session.update(
                "UPDATE manifest_review SET touched_at = ? WHERE repo_id = ? AND digest = ?",
                now.toEpochMilli(),
                repoId,
                digest.toString());
    }

    public static void close(Session session, ManifestKey manifest) throws SQLException {
        session.update(
                "DELETE FROM manifest_review WHERE repo_id = ? AND digest = ?",
                manifest.repoId(),
                manifest.digest().toString());
    }

    /// Notes that nothing but the lack of a rule keeps the manifest.
    public static void park(Session session, ManifestKey manifest) throws SQLException {
        session.update(
                "UPDATE manifest_review SET state = 'untagged' WHERE repo_id = ? AND digest = ?",
                manifest.repoId(),
                manifest.digest().toString());
    }

    /// What the queue gives: reviews in a state, last touched before one time, of manifests without use before another.
    public record Due(State state, Instant touchedBefore, Instant sinceBefore) {}

    public static List<ManifestKey> listDue(Session session, Due due, ManifestKey after, int limit)
            throws SQLException {
        return session.list(
                row -> new ManifestKey(row.getLong(1), Digest.parse(row.getString(2))),
                """
                SELECT repo_id, digest FROM manifest_review
                WHERE (repo_id, digest) > (?, ?) AND state = ? AND touched_at < ? AND since < ?
                ORDER BY repo_id, digest LIMIT ?""",
                after.repoId(),
                after.digest().toString(),
                due.state().wireName(),
                due.touchedBefore().toEpochMilli(),
                due.sinceBefore().toEpochMilli(),
                limit);
    }

    public static long countDue(Session session, Due due) throws SQLException {
        return session.first(
                        row -> row.getLong(1),
                        "SELECT count(*) FROM manifest_review WHERE state = ? AND touched_at < ? AND since < ?",
                        due.state().wireName(),
                        due.touchedBefore().toEpochMilli(),
                        due.sinceBefore().toEpochMilli())
                .orElseThrow();
    }

    /// Empty when the review is not due any more, or there is no such manifest.
    public static Optional<Holds> holds(Session session, ManifestKey manifest, Instant touchedBefore)
            throws SQLException {
        return session.first(
                row -> new Holds(
                        row.getBoolean(1),
                        row.getBoolean(2),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        Instant.ofEpochMilli(row.getLong(5))),
                "SELECT " + String.join(", ", HAS_TAG, HAS_INDEX, HAS_SUBJECT, LOST_SUBJECT)
                        + ", q.since FROM manifest_review q"
                        + " JOIN manifest m ON m.repo_id = q.repo_id AND m.digest = q.digest"
                        + " WHERE q.repo_id = ?1 AND q.digest = ?2 AND q.touched_at < ?3",
                manifest.repoId(),
                manifest.digest().toString(),
                touchedBefore.toEpochMilli());
    }
}
