package dev.roadstead.registry.gc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the collector did since the start of this process. Dry runs count for nothing but themselves.
public final class GcCounters {
    private Tally removals = Tally.none();
    private long runs;
    private long failures;
    private @Nullable GcReport last;

    synchronized void ran(GcReport report) {
        runs++;
        last = report;
        if (!report.dryRun()) {
            removals = removals.plus(report.removals());
        }
    }

    synchronized void failed() {
        failures++;
    }

    public synchronized Tally removals() {
        return removals;
    }

    public synchronized long runs() {
        return runs;
    }

    public synchronized long failures() {
        return failures;
    }

    public synchronized Optional<GcReport> last() {
        return Optional.ofNullable(last);
    }
}
