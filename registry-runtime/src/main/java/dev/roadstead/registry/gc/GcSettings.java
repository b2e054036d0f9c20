package dev.roadstead.registry.gc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the collector may take, and how fast.
///
/// @param grace how long everything stays that a client may still count on
/// @param untaggedKeepFor how long an untagged manifest stays; null for ever
/// @param trashKeepFor how long what was deleted or collected can be restored
/// @param uploadsAbandonedAfter after how long an upload that nobody continues is ended
/// @param pauseAboveLatency how long a change may wait for its commit before the collector stands back
/// @param dryRun whether everything is left as it is
public record GcSettings(
        Duration grace,
        @Nullable Duration untaggedKeepFor,
        Duration trashKeepFor,
        Duration uploadsAbandonedAfter,
        int maxDeletesPerSecond,
        Duration pauseAboveLatency,
        boolean dryRun) {
    public static final GcSettings DEFAULT = new GcSettings(
            Duration.ofDays(1), null, Duration.ofDays(7), Duration.ofDays(1), 100, Duration.ofMillis(250), false);

    public GcSettings {
        if (grace.isNegative()
                || trashKeepFor.isNegative()
                || uploadsAbandonedAfter.isNegative()
                || (untaggedKeepFor != null && untaggedKeepFor.isNegative())) {
            throw new IllegalArgumentException("times of garbage collection must not be negative");
        }
        if (maxDeletesPerSecond <= 0) {
            throw new IllegalArgumentException("deletes per second must be positive");
        }
    }

    public GcSettings withUploadsAbandonedAfter(Duration time) {
        return new GcSettings(
                grace, untaggedKeepFor, trashKeepFor, time, maxDeletesPerSecond, pauseAboveLatency, dryRun);
    }

    public GcSettings asDryRun() {
        return new GcSettings(
                grace,
                untaggedKeepFor,
                trashKeepFor,
                uploadsAbandonedAfter,
                maxDeletesPerSecond,
                pauseAboveLatency,
                true);
    }
}
