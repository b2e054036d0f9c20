package dev.roadstead.registry.gc;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.metadata.BlobTable;
import dev.roadstead.registry.metadata.BlobTable.Source;
import dev.roadstead.registry.metadata.BlobTrashTable;
import dev.roadstead.registry.metadata.BlobTrashTable.TrashedBlob;
import dev.roadstead.registry.metadata.ManifestReviewTable.ManifestKey;
import dev.roadstead.registry.metadata.ManifestTrashTable;
import dev.roadstead.registry.metadata.ManifestTrashTable.TrashedManifest;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.metadata.RepoTable;
import dev.roadstead.registry.metadata.Session;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was deleted or collected and can still be restored.
public final class Trash {
    private static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final MetadataStore metadata;
    private final Clock clock;

    public Trash(MetadataStore metadata, Clock clock) {
        this.metadata = metadata;
        this.clock = clock;
    }

    /// A page in the order of repositories and digests.
    ///
    /// @param after the last of the page before, null for the first
    public List<TrashedManifest> manifests(@Nullable TrashedManifest after, int limit) {
        ManifestKey key = after == null ? ManifestKey.FIRST : after.key();
        return metadata.read(session -> ManifestTrashTable.list(session, EVER, key, limit));
    }

    /// A page in the order of digests.
    ///
    /// @param after the last of the page before, null for the first
    public List<TrashedBlob> blobs(@Nullable TrashedBlob after, int limit) {
        Digest key = after == null ? null : after.digest();
        return metadata.read(session -> BlobTrashTable.list(session, EVER, key, limit));
    }

    /// Brings back a manifest with its tags, its blobs, and what in the trash is listed by it or attached to it; or a
    /// blob alone. Throws [NotRestorableException], and changes nothing, when it is not there.
    public Restored restore(Repository repository, Digest digest) {
        return metadata.write(session -> {
            Optional<Long> repoId = RepoTable.find(session, repository);
            if (repoId.isEmpty()) {
                throw new NotRestorableException("there is no repository " + repository);
            }
            ManifestKey key = new ManifestKey(repoId.get(), digest);
            if (ManifestTrashTable.contains(session, repoId.get(), digest)) {
                return new Restoration(session, clock.instant()).manifest(key);
            }
            return blob(session, key);
        });
    }

    private Restored blob(Session session, ManifestKey key) throws SQLException {
        if (!BlobTrashTable.contains(session, key.digest())) {
            throw new NotRestorableException(key.digest() + " is not in the trash");
        }
        BlobTable.link(session, key.repoId(), key.digest(), Source.PUSH, clock.instant());
        return new Restored(0, 0, 1, 0);
    }
}
