package dev.roadstead.node.kube;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Pauses that double up to a limit, each shortened by up to half at random, so that thousands of agents do not come
/// back as one.
public final class Backoff {
    private final Duration first;
    private final Duration limit;
    private final RandomGenerator random;
    private int failures;

    public Backoff(Duration first, Duration limit, RandomGenerator random) {
        this.first = first;
        this.limit = limit;
        this.random = random;
    }

    public Duration next() {
        long millis = first.toMillis();
        for (int i = 0; i < failures && millis < limit.toMillis(); i++) {
            millis *= 2;
        }
        failures++;
        long capped = Math.min(millis, limit.toMillis());
        return Duration.ofMillis(capped - random.nextLong(capped / 2 + 1));
    }

    public void reset() {
        failures = 0;
    }
}
