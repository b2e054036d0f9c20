package dev.roadstead.registry.proxy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// When something was last so, for the keys used last. Lost at a restart.
final class Moments<K> {
    private static final int MAX_REMEMBERED = 10_000;

    /// Guarded by itself; in the order of use.
    private final Map<K, Instant> moments = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Instant> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    void note(K key, Instant now) {
        synchronized (moments) {
            moments.put(key, now);
        }
    }

    boolean isWithin(K key, Duration time, Instant now) {
        synchronized (moments) {
            Instant last = moments.get(key);
            return last != null && last.plus(time).isAfter(now);
        }
    }
}
