package dev.roadstead.registry.gc;

import dev.roadstead.config.InvalidConfigException;
import dev.roadstead.config.RuntimeStatus.GcRun;
import dev.roadstead.config.RuntimeStatuses;
import dev.roadstead.registry.metadata.GcStateTable;
import dev.roadstead.registry.metadata.GcStateTable.GcState;
import dev.roadstead.registry.metadata.MetadataStore;
import java.util.List;
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

    /// @param sample some of what it takes
    /// @param runNow the wish that this run followed, or the last one before
    /// @param always whether it is kept even if it found nothing new
    void note(GcReport report, Errand errand, List<String> sample, @Nullable String runNow, boolean always) {
        GcRun run = asRun(report, errand, sample);
        synchronized (this) {
            boolean isNews = always
                    || !Objects.equals(runNow, handledRunNow)
                    || (errand.isPlan() ? isNewPlan(report, run, errand) : isNew(report));
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

    private boolean isNew(GcReport report) {
        return lastReport == null || !report.isLike(lastReport);
    }

    /// A plan of nothing is none: what a plan before it did, or the run that followed that one, is of more interest.
    private boolean isNewPlan(GcReport report, GcRun run, Errand errand) {
        if (lastRun == null) {
            return true;
        }
        if (!lastRun.awaitsApproval()) {
            return run.awaitsApproval();
        }
        boolean hasSameRules =
                Errand.name(lastRun.startedAt(), errand.settings()).equals(lastRun.plan());
        return !run.awaitsApproval() || !hasSameRules || isNew(report);
    }

    private static GcRun asRun(GcReport report, Errand errand, List<String> sample) {
        Tally removals = report.removals();
        boolean plansSome =
                errand.isPlan() && report.isComplete() && !removals.sums().isEmpty();
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
                report.backlog(),
                plansSome ? Errand.name(report.startedAt(), errand.settings()) : errand.plan(),
                plansSome ? sample : List.of());
    }
}
