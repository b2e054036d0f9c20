package dev.roadstead.registry;

import dev.roadstead.registry.gc.GcSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The arguments about garbage collection.
final class GcOptions {
    @Option(
            names = "--gc-interval",
            paramLabel = "TIME",
            description = "Collect garbage, and again this long after each run; never without it.")
    private @Nullable Duration interval;

    @Option(
            names = "--gc-grace",
            paramLabel = "TIME",
            description = "How long everything stays that a client may still count on; 24h without it.")
    private @Nullable Duration grace;

    @Option(
            names = "--gc-untagged-keep-for",
            paramLabel = "TIME",
            description = "How long untagged manifests stay; for ever without it.")
    private @Nullable Duration untaggedKeepFor;

    @Option(
            names = "--gc-trash-keep-for",
            paramLabel = "TIME",
            description = "How long what was deleted or collected can be restored; P7D without it.")
    private @Nullable Duration trashKeepFor;

    @Option(names = "--gc-dry-run", description = "Only log and count what would be collected.")
    private boolean dryRun;

    /// Null when garbage is not to be collected. Throws [StartException] when the arguments do not fit together.
    @Nullable
    GcPlan plan() {
        if (interval == null) {
            if (grace != null || untaggedKeepFor != null || trashKeepFor != null || dryRun) {
                throw new StartException("garbage is collected only with --gc-interval, such as --gc-interval=1h");
            }
            return null;
        }
        if (interval.isNegative() || interval.isZero()) {
            throw new StartException("--gc-interval must be positive");
        }
        try {
            return new GcPlan(interval, settings());
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    private GcSettings settings() {
        GcSettings normal = GcSettings.DEFAULT;
        return new GcSettings(
                grace == null ? normal.grace() : grace,
                untaggedKeepFor,
                trashKeepFor == null ? normal.trashKeepFor() : trashKeepFor,
                normal.uploadsAbandonedAfter(),
                normal.maxDeletesPerSecond(),
                normal.pauseAboveLatency(),
                dryRun);
    }
}
