package dev.roadstead.registry.gc;

import dev.roadstead.config.CronExpression;
import dev.roadstead.config.RegistryConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// When runs are due. The wall clock decides, and may jump: a time ahead is found anew on each look.
final class Timetable {
    /// A run that was missed by less, as by a restart, is made up for.
    static final Duration MADE_UP_FOR = Duration.ofHours(1);

    private Timetable() {}

    /// From when on to count at the start of the process.
    ///
    /// @param lastEnd of a run of an earlier process
    static Instant anchor(@Nullable Instant lastEnd, Instant now) {
        if (lastEnd == null || lastEnd.isAfter(now)) {
            return now;
        }
        Instant earliest = now.minus(MADE_UP_FOR);
        return lastEnd.isBefore(earliest) ? earliest : lastEnd;
    }

    /// The first time after `anchor`; null if there is none.
    ///
    /// @param anchor the end of the last run
    static @Nullable Instant next(RegistryConfig.Gc config, Instant anchor, Instant now) {
        // After a jump back of the clock nothing is put off by as much.
        Instant since = anchor.isAfter(now) ? now : anchor;
        if (config.schedule() != null) {
            return CronExpression.parse(config.schedule())
                    .next(since, ZoneId.of(config.timeZone()))
                    .orElse(null);
        }
        return config.interval() == null ? null : since.plus(config.interval());
    }
}
