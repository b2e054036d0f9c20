package dev.roadstead.registry.gc;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RuntimeStatus.GcRun;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What the next run has to do: collect, tell what it would take, make a plan, or follow one that was approved.
///
/// @param asOf the time of the plan that is followed, and what was not due then is left alone; null for all that is due
/// @param plan the name of that plan
/// @param isPlan whether this run makes a plan
record Errand(
        GcSettings settings,
        @Nullable Instant asOf,
        @Nullable String plan,
        boolean isPlan) {
    private static final int NAME_LENGTH = 12;

    /// @param last the run before
    static Errand of(RegistryConfig.Gc config, @Nullable GcRun last) {
        GcSettings settings = GcSettings.of(config);
        if (config.approval() == null || config.dryRun()) {
            return new Errand(settings, null, null, false);
        }
        if (last != null && last.awaitsApproval()) {
            String name = name(last.startedAt(), settings);
            if (name.equals(last.plan()) && name.equals(config.approval().plan())) {
                return new Errand(settings, last.startedAt(), name, false);
            }
        }
        return new Errand(settings.asDryRun(), null, null, true);
    }

    /// Of a plan that was made at a time, by what may be taken then: with other rules it is another plan.
    static String name(Instant madeAt, GcSettings settings) {
        String text = "%d %s %s %s %s"
                .formatted(
                        madeAt.toEpochMilli(),
                        settings.grace(),
                        settings.untaggedKeepFor(),
                        settings.trashKeepFor(),
                        settings.uploadsAbandonedAfter());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
