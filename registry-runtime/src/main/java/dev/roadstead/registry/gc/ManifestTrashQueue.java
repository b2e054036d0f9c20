package dev.roadstead.registry.gc;

import dev.roadstead.registry.gc.Removal.Kind;
import dev.roadstead.registry.metadata.ManifestReviewTable.ManifestKey;
import dev.roadstead.registry.metadata.ManifestTrashTable;
import dev.roadstead.registry.metadata.ManifestTrashTable.TrashedManifest;
import dev.roadstead.registry.metadata.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Manifests that were in the trash for long enough.
record ManifestTrashQueue(Instant trashedBefore) implements Run.Queue<TrashedManifest> {

    @Override
    public List<TrashedManifest> page(Session session, @Nullable TrashedManifest after, int limit) throws SQLException {
        return ManifestTrashTable.list(session, trashedBefore, after == null ? ManifestKey.FIRST : after.key(), limit);
    }

    @Override
    public List<Removal> settle(Session session, TrashedManifest manifest) throws SQLException {
        return ManifestTrashTable.purge(session, manifest.key(), trashedBefore)
                ? List.of(new Removal(
                        Kind.MANIFEST_PURGED, manifest.key().digest().toString(), manifest.sizeInBytes()))
                : List.of();
    }
}
