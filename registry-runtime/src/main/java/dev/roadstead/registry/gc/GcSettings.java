package dev.roadstead.registry.gc;

import dev.roadstead.config.RegistryConfig;
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
    public static final GcSettings DEFAULT = of(RegistryConfig.Gc.DEFAULT);

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

    public static GcSettings of(RegistryConfig.Gc config) {
        return new GcSettings(
                config.grace(),
                config.untaggedKeepFor(),
                config.trashKeepFor(),
                config.uploadsAbandonedAfter(),
                config.maxDeletesPerSecond(),
                config.pauseAboveLatency(),
                config.dryRun());
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
