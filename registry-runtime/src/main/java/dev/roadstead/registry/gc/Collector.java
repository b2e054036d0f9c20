package dev.roadstead.registry.gc;

import dev.roadstead.registry.content.Uploads;
import dev.roadstead.registry.gc.Removal.Kind;
import dev.roadstead.registry.metadata.BlobReviewTable;
import dev.roadstead.registry.metadata.ManifestReviewTable;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.metadata.Session;
import dev.roadstead.registry.metadata.TombstoneTable;
import dev.roadstead.registry.metadata.TrashCount;
import dev.roadstead.registry.storage.BlobStore;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds what has no use any more and takes it away, while clients push and pull.
public final class Collector {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private final MetadataStore metadata;
    private final BlobStore objects;
    private final Uploads uploads;
    /// What ages are counted by.
    private final InstantSource clock;
    private final Pause pause;

    public Collector(MetadataStore metadata, BlobStore objects, Uploads uploads, InstantSource clock, Pause pause) {
        this.metadata = metadata;
        this.objects = objects;
        this.uploads = uploads;
        this.clock = clock;
        this.pause = pause;
    }

    /// What a run tells while it is under way.
    @FunctionalInterface
    public interface Progress {
        /// @param more reviews, and things in the trash, that were looked at
        default void examined(long more) {}

        /// Certain by now.
        void removed(Removal removal);
    }

    public GcReport run(GcSettings settings) {
        return run(settings, null, Collector::log);
    }

    static void log(Removal removal) {
        LOG.atDebug()
                .addKeyValue("kind", removal.kind())
                .addKeyValue("name", removal.name())
                .addKeyValue("size", removal.sizeInBytes())
                .log("collected");
    }

    /// Does all that is due, and tells of each removal once it is certain. The trash goes first: what comes to it in
    /// this run stays for another.
    ///
    /// @param asOf only what was due then already, as for a plan of that time; null for now
    public synchronized GcReport run(GcSettings settings, @Nullable Instant asOf, Progress listener) {
        Instant now = clock.instant();
        Run.Times times = new Run.Times(asOf == null || asOf.isAfter(now) ? now : asOf, now);
        Run run = new Run(metadata, pause, settings, times, listener);
        BlobPurge purge = new BlobPurge(metadata, objects, run);
        Instant trashedBefore = times.dueBefore(settings.trashKeepFor());

        purge.deleteLeftovers();
        run.through(new ManifestTrashQueue(trashedBefore));
        purge.purge(trashedBefore);
        for (ManifestQueue queue : ManifestQueue.of(settings, times)) {
            run.through(queue);
        }
        run.through(BlobQueue.of(settings, times));
        endAbandonedUploads(run);
        return report(run);
    }

    private void endAbandonedUploads(Run run) {
        if (run.isStopped()) {
            return;
        }
        Instant untouchedSince = run.times().dueBefore(run.settings().uploadsAbandonedAfter());
        List<String> ended =
                run.settings().dryRun() ? uploads.listAbandoned(untouchedSince) : uploads.sweep(untouchedSince);
        run.note(ended.stream().map(id -> new Removal(Kind.UPLOAD_ENDED, id, 0)).toList());
    }

    private GcReport report(Run run) {
        Left left = metadata.read(session -> Left.after(session, run));
        return new GcReport(
                run.times().now(),
                run.elapsed(),
                run.settings().dryRun(),
                !run.isStopped(),
                run.examined(),
                run.removals(),
                left.trash,
                left.reclaimableBytes,
                left.backlog);
    }

    private record Left(TrashCount trash, long reclaimableBytes, long backlog) {

        static Left after(Session session, Run run) throws SQLException {
            GcSettings settings = run.settings();
            TrashCount due = TrashCount.countBefore(session, run.times().dueBefore(settings.trashKeepFor()));
            long backlog = TombstoneTable.count(session)
                    + due.manifests()
                    + due.blobs()
                    + BlobReviewTable.countDue(
                            session, BlobQueue.of(settings, run.times()).touchedBefore());
            for (ManifestQueue manifests : ManifestQueue.of(settings, run.times())) {
                backlog += ManifestReviewTable.countDue(session, manifests.due());
            }
            return new Left(TrashCount.count(session), due.blobBytes() + TombstoneTable.sizeInBytes(session), backlog);
        }
    }
}
