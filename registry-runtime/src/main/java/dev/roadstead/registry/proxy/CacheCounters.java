package dev.roadstead.registry.proxy;

import dev.roadstead.config.RuntimeStatus.ProxyCacheStatus;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What one cache did since the process started, and what is known of its upstream.
final class CacheCounters {
    private final LongAdder hits;
    private final LongAdder misses;
    private final LongAdder staleServed;
    private final LongAdder bytesFromUpstream;
    private final LongAdder bytesServed;
    private volatile Contact contact = new Contact(null, null, null, null, null);

    private record Contact(
            @Nullable Boolean reachable,
            @Nullable Boolean credentialsValid,
            @Nullable String lastError,
            @Nullable Instant time,
            @Nullable Long rateLimitRemaining) {}

    CacheCounters() {
        this.hits = new LongAdder();
        this.misses = new LongAdder();
        this.staleServed = new LongAdder();
        this.bytesFromUpstream = new LongAdder();
        this.bytesServed = new LongAdder();
    }

    private CacheCounters(CacheCounters goOn) {
        this.hits = goOn.hits;
        this.misses = goOn.misses;
        this.staleServed = goOn.staleServed;
        this.bytesFromUpstream = goOn.bytesFromUpstream;
        this.bytesServed = goOn.bytesServed;
    }

    /// Counts on, and knows nothing of the upstream yet: it, or the credentials for it, are other ones now.
    CacheCounters forAnotherUpstream() {
        return new CacheCounters(this);
    }

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
