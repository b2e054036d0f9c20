package dev.roadstead.registry.gc;

import dev.roadstead.oci.Digest;
import dev.roadstead.registry.gc.Removal.Kind;
import dev.roadstead.registry.metadata.BlobReviewTable;
import dev.roadstead.registry.metadata.BlobTable;
import dev.roadstead.registry.metadata.BlobTable.BlobRow;
import dev.roadstead.registry.metadata.Session;
import dev.roadstead.registry.metadata.Touch;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Blobs with a link whose review is due. All links of a blob are looked at together.
record BlobQueue(Instant touchedBefore, Run.Times times) implements Run.Queue<Digest> {

    static BlobQueue of(GcSettings settings, Run.Times times) {
        return new BlobQueue(Touch.dueBefore(times.asOf(), settings.grace()), times);
    }

    @Override
    public List<Digest> page(Session session, @Nullable Digest after, int limit) throws SQLException {
        return BlobReviewTable.listDue(session, touchedBefore, after, limit);
    }

    @Override
    public List<Removal> settle(Session session, Digest digest) throws SQLException {
        List<Removal> removals = new ArrayList<>();
        for (long repoId : BlobReviewTable.reposDue(session, digest, touchedBefore)) {
            if (BlobTable.isNeeded(session, repoId, digest)) {
                BlobReviewTable.close(session, repoId, digest);
                continue;
            }
            Optional<BlobRow> trashed = BlobTable.unlink(session, repoId, digest, times.now());
            removals.add(new Removal(Kind.BLOB_UNLINKED, digest.toString(), 0));
            trashed.map(blob -> new Removal(Kind.BLOB_TRASHED, digest.toString(), blob.sizeInBytes()))
                    .ifPresent(removals::add);
        }
        return removals;
    }
}
