package dev.roadstead.registry.gc;

import dev.roadstead.registry.metadata.ManifestReviewTable.Holds;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What becomes of a manifest whose review is due.
enum ManifestFate {
    /// It has a use.
    KEPT,
    /// It has none, and no rule takes it yet.
    WAITS,
    COLLECTED;

    static ManifestFate of(Holds holds, @Nullable Duration untaggedKeepFor, Instant asOf) {
        if (holds.tagged() || holds.listed() || holds.attached()) {
            return KEPT;
        }
        if (holds.orphaned()) {
            return COLLECTED;
        }
        boolean isOver = untaggedKeepFor != null && holds.since().isBefore(asOf.minus(untaggedKeepFor));
        return isOver ? COLLECTED : WAITS;
    }
}
