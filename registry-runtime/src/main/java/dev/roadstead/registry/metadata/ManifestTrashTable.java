package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ReferrersTag;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.metadata.ManifestReviewTable.ManifestKey;
import dev.roadstead.registry.metadata.ManifestTable.ManifestRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Manifests that were deleted or collected, with the tags they had.
public final class ManifestTrashTable {
    private ManifestTrashTable() {}

    public record TrashedManifest(
            String repository, ManifestKey key, long sizeInBytes, List<String> tags, Instant trashedAt) {
        public TrashedManifest {
            tags = List.copyOf(tags);
        }
    }

    /// Copies a stored manifest and its tags.
    static void put(Session session, long repoId, Digest digest, Instant now) throws SQLException {
        session.update("""
                INSERT INTO manifest_trash (repo_id, digest, media_type, subject_digest, payload, trashed_at)
                SELECT repo_id, digest, media_type, subject_digest, payload, ?3 FROM manifest
                WHERE repo_id = ?1 AND digest = ?2""", repoId, digest.toString(), now.toEpochMilli());
        session.update(
                "INSERT INTO tag_trash (repo_id, digest, name) SELECT repo_id, digest, name FROM tag"
                        + " WHERE repo_id = ? AND digest = ?",
                repoId,
                digest.toString());
    }

    static void delete(Session session, ManifestKey manifest) throws SQLException {
        session.update(
                "DELETE FROM manifest_trash WHERE repo_id = ? AND digest = ?",
                manifest.repoId(),
                manifest.digest().toString());
    }

    /// Deletes it for good if it is in the trash since before then.
    public static boolean purge(Session session, ManifestKey manifest, Instant trashedBefore) throws SQLException {
        return session.update(
                        "DELETE FROM manifest_trash WHERE repo_id = ? AND digest = ? AND trashed_at < ?",
                        manifest.repoId(),
                        manifest.digest().toString(),
                        trashedBefore.toEpochMilli())
                > 0;
    }

    public static boolean contains(Session session, long repoId, Digest digest) throws SQLException {
        return session.exists(
                "SELECT 1 FROM manifest_trash WHERE repo_id = ? AND digest = ?", repoId, digest.toString());
    }

    public static Optional<ManifestRow> find(Session session, ManifestKey manifest) throws SQLException {
        return session.first(
                row -> new ManifestRow(Digest.parse(row.getString(1)), row.getString(2), row.getBytes(3)),
                "SELECT digest, media_type, payload FROM manifest_trash WHERE repo_id = ? AND digest = ?",
                manifest.repoId(),
                manifest.digest().toString());
    }

    public static List<Tag> tags(Session session, ManifestKey manifest) throws SQLException {
        return session.list(
                row -> new Tag(row.getString(1)),
                "SELECT name FROM tag_trash WHERE repo_id = ? AND digest = ?",
                manifest.repoId(),
                manifest.digest().toString());
    }

    /// What in the trash belongs to a subject, by what it says or by a tag that it had.
    public static List<Digest> referrers(Session session, ManifestKey subject) throws SQLException {
        List<Digest> found = new ArrayList<>(session.list(
                row -> Digest.parse(row.getString(1)),
                "SELECT digest FROM manifest_trash WHERE repo_id = ? AND subject_digest = ?",
                subject.repoId(),
                subject.digest().toString()));
        for (Tag tag : ReferrersTag.of(subject.digest())) {
            found.addAll(session.list(
                    row -> Digest.parse(row.getString(1)),
                    "SELECT digest FROM tag_trash WHERE repo_id = ? AND name = ?",
                    subject.repoId(),
                    tag.name()));
        }
        return found;
    }

    /// A page of what came to the trash before then, in the order of repositories and digests.
    public static List<TrashedManifest> list(Session session, Instant trashedBefore, ManifestKey after, int limit)
            throws SQLException {
        return session.list(
                row -> new TrashedManifest(
                        row.getString(1),
                        new ManifestKey(row.getLong(2), Digest.parse(row.getString(3))),
                        row.getLong(4),
                        row.getString(5).isEmpty()
                                ? List.of()
                                : List.of(row.getString(5).split(" ")),
                        Instant.ofEpochMilli(row.getLong(6))),
                """
                SELECT repo.name, t.repo_id, t.digest, length(t.payload),
                  (SELECT coalesce(group_concat(name, ' '), '') FROM
                     (SELECT name FROM tag_trash g WHERE g.repo_id = t.repo_id AND g.digest = t.digest ORDER BY name)),
                  t.trashed_at
                FROM manifest_trash t JOIN repo ON repo.id = t.repo_id
                WHERE (t.repo_id, t.digest) > (?, ?) AND t.trashed_at < ? ORDER BY t.repo_id, t.digest LIMIT ?""",
                after.repoId(),
                after.digest().toString(),
                trashedBefore.toEpochMilli(),
                limit);
    }
}
