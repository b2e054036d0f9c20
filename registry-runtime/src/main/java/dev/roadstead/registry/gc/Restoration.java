package dev.roadstead.registry.gc;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.metadata.BlobTable;
import dev.roadstead.registry.metadata.BlobTable.Source;
import dev.roadstead.registry.metadata.ManifestReviewTable.ManifestKey;
import dev.roadstead.registry.metadata.ManifestTable;
import dev.roadstead.registry.metadata.ManifestTable.ManifestRow;
import dev.roadstead.registry.metadata.ManifestTrashTable;
import dev.roadstead.registry.metadata.Session;
import dev.roadstead.registry.metadata.TagTable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings manifests back, within one transaction.
final class Restoration {
    private final Session session;
    private final Instant now;

    Restoration(Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    /// Restores nothing if the manifest is not in the trash.
    Restored manifest(ManifestKey key) throws SQLException {
        Optional<ManifestRow> trashed = ManifestTrashTable.find(session, key);
        if (trashed.isEmpty()) {
            return Restored.NOTHING;
        }
        Manifest manifest =
                Manifest.parse(trashed.get().payload(), trashed.get().mediaType());
        List<Tag> tags = ManifestTrashTable.tags(session, key);
        List<Digest> related = related(key, manifest);
        ManifestTable.put(
                session, key.repoId(), key.digest(), manifest, trashed.get().payload(), now);
        Restored restored = new Restored(1, tag(key, tags), 0, 0).plus(linkBlobs(key));
        for (Digest digest : related) {
            restored = restored.plus(manifest(new ManifestKey(key.repoId(), digest)));
        }
        return restored;
    }

    private List<Digest> related(ManifestKey key, Manifest manifest) throws SQLException {
        List<Digest> related = new ArrayList<>(ManifestTrashTable.referrers(session, key));
        if (manifest instanceof Manifest.Index index) {
            index.manifests().forEach(child -> related.add(child.digest()));
        }
        return related;
    }

    /// A tag that was given to another manifest since then stays there.
    private int tag(ManifestKey key, List<Tag> tags) throws SQLException {
        int restored = 0;
        for (Tag tag : tags) {
            if (TagTable.find(session, key.repoId(), tag).isEmpty()) {
                TagTable.put(session, key.repoId(), tag, key.digest(), now);
                restored++;
            }
        }
        return restored;
    }

    /// What is not stored was not stored before: a layer that is elsewhere, or one that a cache never fetched.
    private Restored linkBlobs(ManifestKey key) throws SQLException {
        int linked = 0;
        int missing = 0;
        for (Digest blob : ManifestTable.blobs(session, key)) {
            if (BlobTable.isIn(session, key.repoId(), blob)) {
                continue;
            }
            if (BlobTable.find(session, blob).isEmpty()) {
                missing++;
            } else {
                BlobTable.link(session, key.repoId(), blob, Source.PUSH, now);
                linked++;
            }
        }
        return new Restored(0, 0, linked, missing);
    }
}
