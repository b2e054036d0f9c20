package dev.roadstead.registry.gc;

import dev.roadstead.config.InvalidConfigException;
import dev.roadstead.config.RuntimeStatus.GcRun;
import dev.roadstead.config.RuntimeStatuses;
import dev.roadstead.registry.metadata.GcStateTable;
import dev.roadstead.registry.metadata.GcStateTable.GcState;
import dev.roadstead.registry.metadata.MetadataStore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What became of the last run, kept over restarts. A run that found what the one before found is not written, so that
/// a
/// registry at rest writes nothing.
final class GcJournal {
    private final MetadataStore metadata;
    private @Nullable String handledRunNow;
    private @Nullable GcReport lastReport;
    private @Nullable GcRun lastRun;

    GcJournal(MetadataStore metadata) {
        this.metadata = metadata;
        GcState state = metadata.read(GcStateTable::read);
        this.handledRunNow = state.handledRunNow();
        this.lastRun = state.lastRun() == null ? null : read(state.lastRun());
    }

    private static @Nullable GcRun read(String json) {
        try {
            return RuntimeStatuses.read(json, GcRun.class);
        } catch (InvalidConfigException e) {
            return null;
        }
    }

    synchronized @Nullable String handledRunNow() {
        return handledRunNow;
    }

    synchronized @Nullable GcRun lastRun() {
        return lastRun;
    }

    /// @param runNow the wish that this run followed, or the last one before
    /// @param always whether it is kept even if it found nothing new
    void note(GcReport report, @Nullable String runNow, boolean always) {
        GcRun run = asRun(report);
        synchronized (this) {
            boolean isNews = always
                    || lastReport == null
                    || !report.isLike(lastReport)
                    || !Objects.equals(runNow, handledRunNow);
            lastReport = report;
            if (!isNews) {
                return;
            }
            handledRunNow = runNow;
            lastRun = run;
        }
        GcState state = new GcState(runNow, RuntimeStatuses.write(run));
        metadata.write(session -> {
            GcStateTable.write(session, state);
            return state;
        });
    }

    private static GcRun asRun(GcReport report) {
        Tally removals = report.removals();
        return new GcRun(
                report.startedAt(),
                report.duration(),
                report.dryRun(),
                report.isComplete(),
                report.examined(),
                new GcRun.Removed(
                        removals.count(Removal.Kind.MANIFEST_TRASHED),
                        removals.count(Removal.Kind.BLOB_TRASHED),
                        removals.count(Removal.Kind.BLOB_RECLAIMED),
                        removals.sizeInBytes(Removal.Kind.BLOB_RECLAIMED),
                        removals.count(Removal.Kind.UPLOAD_ENDED)),
                new GcRun.Trash(
                        report.trash().manifests(),
                        report.trash().blobs(),
                        report.trash().blobBytes()),
                report.reclaimableBytes(),
                report.backlog());
    }
}
