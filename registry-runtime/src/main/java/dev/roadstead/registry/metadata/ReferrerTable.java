package dev.roadstead.registry.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roadstead.oci.Descriptor;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.Repository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Manifests by the subject they name. The subject need not be stored.
public final class ReferrerTable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> ANNOTATIONS = new TypeReference<>() {};

    private ReferrerTable() {}

    static void put(Session session, long repoId, Digest subject, Digest referrer, Manifest manifest)
            throws SQLException {
        session.update(
                """
                INSERT INTO referrer (repo_id, subject_digest, referrer_digest, artifact_type, annotations, subject_gone)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
                repoId,
                subject.toString(),
                referrer.toString(),
                manifest.typeAsReferrer().orElse(null),
                write(manifest.annotations()),
                ManifestTrashTable.contains(session, repoId, subject) ? 1 : 0);
    }

    /// Counts only while the subject is not stored, so nothing takes it back.
    static void markSubjectGone(Session session, long repoId, Digest subject) throws SQLException {
        session.update(
                "UPDATE referrer SET subject_gone = 1 WHERE repo_id = ? AND subject_digest = ?",
                repoId,
                subject.toString());
    }

    static List<Digest> listAll(Session session, long repoId, Digest subject) throws SQLException {
        return session.list(
                row -> Digest.parse(row.getString(1)),
                "SELECT referrer_digest FROM referrer WHERE repo_id = ? AND subject_digest = ?",
                repoId,
                subject.toString());
    }

    /// Which referrers to read: those after `after`, up to `count`, and no more of them once two or more hold
    /// `sizeInBytes` of annotations, so that what a page cannot show is not read.
    public record Window(String after, int count, long sizeInBytes) {}

    /// Referrers in the order of their digests.
    ///
    /// @param artifactType null for all
    public static List<Descriptor> list(
            Session session, Repository repository, Digest subject, @Nullable String artifactType, Window window)
            throws SQLException {
        return session.listUntil(
                new Filled(window.sizeInBytes),
                ReferrerTable::row,
                """
                SELECT m.media_type, m.digest, m.size, r.artifact_type, r.annotations
                FROM referrer r JOIN manifest m ON m.repo_id = r.repo_id AND m.digest = r.referrer_digest
                WHERE r.repo_id = (SELECT id FROM repo WHERE name = ?1) AND r.subject_digest = ?2
                  AND r.referrer_digest > ?3 AND (?4 IS NULL OR r.artifact_type = ?4)
                ORDER BY r.referrer_digest LIMIT ?5""",
                repository.name(),
                subject.toString(),
                window.after,
                artifactType,
                window.count);
    }

    /// Counts what it is shown.
    private static final class Filled implements Predicate<Descriptor> {
        private final long maxSizeInBytes;
        private int count;
        private long sizeInBytes;

        Filled(long maxSizeInBytes) {
            this.maxSizeInBytes = maxSizeInBytes;
        }

        @Override
        public boolean test(Descriptor next) {
            count++;
            next.annotations().forEach((name, value) -> sizeInBytes += name.length() + value.length());
            return count > 1 && sizeInBytes > maxSizeInBytes;
        }
    }

    private static Descriptor row(ResultSet row) throws SQLException {
        return new Descriptor(
                row.getString(1),
                Digest.parse(row.getString(2)),
                row.getLong(3),
                row.getString(4),
                read(row.getString(5)),
                null);
    }

    private static String write(Map<String, String> annotations) {
        try {
            return JSON.writeValueAsString(annotations);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }

    private static Map<String, String> read(String annotations) {
        try {
            return JSON.readValue(annotations, ANNOTATIONS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("annotations in the metadata are not what was written", e);
        }
    }
}
