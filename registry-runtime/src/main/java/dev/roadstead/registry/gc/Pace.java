package dev.roadstead.registry.gc;

import java.time.Duration;

/// How long the collector rests after each step.
record Pace(int maxDeletesPerSecond, Duration pauseAboveLatency) {
    private static final int STAND_BACK = 10;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    static Pace of(GcSettings settings) {
        return new Pace(settings.maxDeletesPerSecond(), settings.pauseAboveLatency());
    }

    /// @param latency from asking for the change to its commit: what a push waits as well
    Duration afterChange(Duration latency) {
        if (latency.compareTo(pauseAboveLatency) <= 0) {
            return latency;
        }
        Duration rest = latency.multipliedBy(STAND_BACK);
        return rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
    }

    Duration afterDelete() {
        return Duration.ofSeconds(1).dividedBy(maxDeletesPerSecond);
    }
}
