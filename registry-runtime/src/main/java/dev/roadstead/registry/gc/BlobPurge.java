package dev.roadstead.registry.gc;

import dev.roadstead.oci.Digest;
import dev.roadstead.registry.gc.Removal.Kind;
import dev.roadstead.registry.metadata.BlobTrashTable;
import dev.roadstead.registry.metadata.BlobTrashTable.TrashedBlob;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.metadata.TombstoneTable;
import dev.roadstead.registry.metadata.TombstoneTable.Tombstone;
import dev.roadstead.registry.storage.BlobStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes objects: first a tombstone takes the place of the blob's row, then the object goes, then the tombstone. Cut
/// off anywhere, the tombstone is found by the next run.
final class BlobPurge {
    private static final Logger LOG = LoggerFactory.getLogger(BlobPurge.class);
    private static final int PAGE = 100;

    private final MetadataStore metadata;
    private final BlobStore objects;
    private final Run run;

    BlobPurge(MetadataStore metadata, BlobStore objects, Run run) {
        this.metadata = metadata;
        this.objects = objects;
        this.run = run;
    }

    /// What an earlier run left.
    void deleteLeftovers() {
        String after = "";
        while (!run.isStopped()) {
            String last = after;
            List<Tombstone> page = metadata.read(session -> TombstoneTable.list(session, last, PAGE));
            if (page.isEmpty()) {
                return;
            }
            run.countExamined(page.size());
            delete(page);
            after = page.getLast().key().value();
        }
    }

    void purge(Instant trashedBefore) {
        @Nullable Digest after = null;
        while (!run.isStopped()) {
            Digest last = after;
            List<TrashedBlob> page = metadata.read(session -> BlobTrashTable.list(session, trashedBefore, last, PAGE));
            if (page.isEmpty()) {
                return;
            }
            run.countExamined(page.size());
            delete(bury(page, trashedBefore));
            after = page.getLast().digest();
        }
    }

    private List<Tombstone> bury(List<TrashedBlob> page, Instant trashedBefore) {
        return run.change(session -> {
            List<Tombstone> buried = new ArrayList<>();
            for (TrashedBlob blob : page) {
                BlobTrashTable.purge(
                                session,
                                blob.digest(),
                                trashedBefore,
                                run.times().now())
                        .ifPresent(buried::add);
            }
            return buried;
        });
    }

    private void delete(List<Tombstone> tombstones) {
        List<Tombstone> deleted = new ArrayList<>();
        for (Tombstone tombstone : tombstones) {
            if (run.isStopped()) {
                break;
            }
            delete(tombstone).ifPresent(deleted::add);
        }
        if (deleted.isEmpty()) {
            return;
        }
        run.change(session -> {
            for (Tombstone tombstone : deleted) {
                TombstoneTable.delete(session, tombstone.key());
            }
            return true;
        });
        run.note(deleted.stream()
                .map(tombstone ->
                        new Removal(Kind.BLOB_RECLAIMED, tombstone.digest().toString(), tombstone.sizeInBytes()))
                .toList());
    }

    private Optional<Tombstone> delete(Tombstone tombstone) {
        if (run.settings().dryRun()) {
            return Optional.of(tombstone);
        }
        try {
            objects.delete(tombstone.key());
            run.restAfterDelete();
            return Optional.of(tombstone);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("object", tombstone.key())
                    .addKeyValue("reason", e.toString())
                    .log("object cannot be deleted, the next run tries again");
            return Optional.empty();
        }
    }
}
