package dev.roadstead.registry.metadata;

import java.time.Duration;
import java.time.Instant;

/// A client that was told that something is there may count on it for the grace period. What is under review keeps the
/// time of the last such word; to write seldom, a word within the same interval is not written again, and the collector
/// waits that much longer.
public final class Touch {
    /// Shorter in tests that cannot wait; any length is right.
    public static final Duration INTERVAL = Duration.ofMillis(Long.getLong("roadstead.touch-millis", 60_000));

    private Touch() {}

    /// What was last touched before this must be touched again.
    static Instant staleBefore(Instant now) {
        return now.minus(INTERVAL);
    }

    /// What was last touched before this may be collected.
    public static Instant dueBefore(Instant now, Duration grace) {
        return now.minus(grace).minus(INTERVAL);
    }
}
