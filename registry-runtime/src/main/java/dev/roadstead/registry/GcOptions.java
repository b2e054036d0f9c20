package dev.roadstead.registry;

import dev.roadstead.config.RegistryConfig;
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
    ///
    /// @param hasDocument whether a config document says all this
    RegistryConfig.@Nullable Gc config(boolean hasDocument) {
        if (interval == null) {
            if (grace != null || untaggedKeepFor != null || trashKeepFor != null || dryRun) {
                throw new StartException("garbage is collected only with --gc-interval, such as --gc-interval=1h");
            }
            return null;
        }
        if (hasDocument) {
            throw new StartException("--gc-interval is for a registry without --config: write gc into the document");
        }
        RegistryConfig.Gc normal = RegistryConfig.Gc.DEFAULT;
        return new RegistryConfig.Gc(
                null,
                normal.timeZone(),
                required("--gc-interval", interval, Duration.ofSeconds(1)),
                grace == null ? normal.grace() : required("--gc-grace", grace, Duration.ZERO),
                untaggedKeepFor == null ? null : required("--gc-untagged-keep-for", untaggedKeepFor, Duration.ZERO),
                trashKeepFor == null
                        ? normal.trashKeepFor()
                        : required("--gc-trash-keep-for", trashKeepFor, Duration.ZERO),
                normal.uploadsAbandonedAfter(),
                normal.maxDeletesPerSecond(),
                normal.pauseAboveLatency(),
                dryRun,
                null,
                null);
    }

    private static Duration required(String option, Duration time, Duration least) {
        if (time.compareTo(least) < 0) {
            throw new StartException(option + " must be " + least + " at least");
        }
        return time;
    }
}
