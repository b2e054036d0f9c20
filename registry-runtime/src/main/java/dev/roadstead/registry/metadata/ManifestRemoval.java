package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ReferrersTag;
import dev.roadstead.oci.Tag;
import java.sql.SQLException;
import java.time.Instant;

/// The way of a manifest to the trash, and what it means to all that it was connected with.
public final class ManifestRemoval {
    private ManifestRemoval() {}

    /// Moves the manifest and the tags on it to the trash, and calls for a review of what it needed and of what was
    /// attached to it; false if there was none.
    public static boolean remove(Session session, long repoId, Digest digest, Instant now) throws SQLException {
        if (ManifestTable.size(session, repoId, digest).isEmpty()) {
            return false;
        }
        BlobReviewTable.openAllOf(session, repoId, digest, now);
        ManifestReviewTable.openChildren(session, repoId, digest, now);
        orphan(session, repoId, digest, now);
        ManifestTrashTable.put(session, repoId, digest, now);
        ManifestReviewTable.close(session, new ManifestReviewTable.ManifestKey(repoId, digest));
        ManifestTable.delete(session, repoId, digest);
        return true;
    }

    private static void orphan(Session session, long repoId, Digest subject, Instant now) throws SQLException {
        ReferrerTable.markSubjectGone(session, repoId, subject);
        ManifestReviewTable.openReferrers(session, repoId, subject, now);
        for (Tag tag : ReferrersTag.of(subject)) {
            TagTable.setSubjectGone(session, repoId, tag, true);
            ManifestReviewTable.openTagged(session, repoId, tag, now);
        }
    }
}
