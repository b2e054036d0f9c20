package dev.roadstead.registry.gc;

import dev.roadstead.registry.metadata.TrashCount;
import java.time.Duration;
import java.time.Instant;

/// What one run did, or in a dry run would have done, and what is left.
///
/// @param isComplete false when the run was told to stop
/// @param examined how many reviews, and things in the trash, it looked at
/// @param trash at the end of the run
/// @param reclaimableBytes of what is past its time in the trash, and of objects that are to be deleted
/// @param backlog what is due and was not done
public record GcReport(
        Instant startedAt,
        Duration duration,
        boolean dryRun,
        boolean isComplete,
        long examined,
        Tally removals,
        TrashCount trash,
        long reclaimableBytes,
        long backlog) {

    /// Whether it tells nothing that an earlier one does not tell: whoever looks at both sees another time only.
    boolean isLike(GcReport other) {
        boolean tookNothingNew =
                dryRun ? removals.equals(other.removals) : removals.sums().isEmpty();
        return tookNothingNew
                && dryRun == other.dryRun
                && isComplete == other.isComplete
                && trash.equals(other.trash)
                && reclaimableBytes == other.reclaimableBytes
                && backlog == other.backlog;
    }
}
