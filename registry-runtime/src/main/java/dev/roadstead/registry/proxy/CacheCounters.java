package dev.roadstead.registry.proxy;

import dev.roadstead.config.RuntimeStatus.ProxyCacheStatus;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What one cache did since the process started, and what is known of its upstream.
final class CacheCounters {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder staleServed = new LongAdder();
    private final LongAdder bytesFromUpstream = new LongAdder();
    private final LongAdder bytesServed = new LongAdder();
    private volatile Contact contact = new Contact(null, null, null, null, null);

    private record Contact(
            @Nullable Boolean reachable,
            @Nullable Boolean credentialsValid,
            @Nullable String lastError,
            @Nullable Instant time,
            @Nullable Long rateLimitRemaining) {}

    void hit() {
        hits.increment();
    }

    void miss() {
        misses.increment();
    }

    void stale() {
        staleServed.increment();
    }

    void fetched(long bytes) {
        bytesFromUpstream.add(bytes);
    }

    void served(long bytes) {
        bytesServed.add(bytes);
    }

    void answered(Instant time, boolean credentialsUsed, @Nullable Long rateLimitRemaining) {
        Boolean valid = credentialsUsed ? Boolean.TRUE : contact.credentialsValid;
        Long remaining = rateLimitRemaining == null ? contact.rateLimitRemaining : rateLimitRemaining;
        contact = new Contact(true, valid, null, time, remaining);
    }

    void refusedCredentials(Instant time, String error) {
        contact = new Contact(true, false, error, time, contact.rateLimitRemaining);
    }

    /// @param reachable whether it answered at all
    void failed(Instant time, boolean reachable, String error) {
        contact = new Contact(reachable, contact.credentialsValid, error, time, contact.rateLimitRemaining);
    }

    ProxyCacheStatus status(String name) {
        Contact last = contact;
        return new ProxyCacheStatus(
                name,
                last.reachable,
                last.credentialsValid,
                last.lastError,
                last.time,
                last.rateLimitRemaining,
                hits.sum(),
                misses.sum(),
                staleServed.sum(),
                bytesFromUpstream.sum(),
                bytesServed.sum());
    }
}
