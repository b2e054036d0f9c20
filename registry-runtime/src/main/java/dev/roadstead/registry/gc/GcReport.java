package dev.roadstead.registry.gc;

import dev.roadstead.registry.metadata.TrashCount;
import java.time.Duration;
import java.time.Instant;

/// What one run did, or in a dry run would have done, and what is left.
///
/// @param isComplete false when the run was told to stop
/// @param examined how many reviews, and things in the trash, it looked at
/// @param trash at the end of the run
/// @param backlog what is due and was not done
public record GcReport(
        Instant startedAt,
        Duration duration,
        boolean dryRun,
        boolean isComplete,
        long examined,
        Tally removals,
        TrashCount trash,
        long backlog) {}
