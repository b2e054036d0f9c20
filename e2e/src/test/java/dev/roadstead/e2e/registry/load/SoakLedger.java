package dev.roadstead.e2e.registry.load;

import dev.roadstead.oci.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// What the clients of a soak share: whose turn it is, which contents there are, and how it went.
final class SoakLedger {
    private final Duration grace;
    private final AtomicLong left;
    private final AtomicLongArray made;
    private final Map<Digest, Content> contents = new ConcurrentHashMap<>();
    private final List<Long> nanos = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final AtomicLong late = new AtomicLong();

    /// @param grace how long the registry keeps what it said is there
    SoakLedger(int clients, long pushes, Duration grace) {
        this.grace = grace;
        this.left = new AtomicLong(pushes);
        this.made = new AtomicLongArray(clients);
    }

    boolean takeTurn() {
        return left.getAndDecrement() > 0;
    }

    Duration grace() {
        return grace;
    }

    boolean isPastGrace(long sinceNanos) {
        return System.nanoTime() - sinceNanos > grace.toNanos();
    }

    Content newContent(int client) {
        return content(client, made.getAndIncrement(client));
    }

    /// One of the client's last ones.
    Content anyOf(int client, int last, int random) {
        long count = made.get(client);
        return count == 0 ? newContent(client) : content(client, Math.max(0, count - 1 - random % last));
    }

    private Content content(int client, long number) {
        long seed = client * 1_000_000_007L + number;
        Content content = Content.of(seed, 1_000 + Math.floorMod(seed * 31, 6_000));
        contents.put(content.digest(), content);
        return content;
    }

    /// What every client pushes into each of its repositories.
    Content common(int number) {
        return content(0, -1 - number);
    }

    Content content(Digest digest) {
        Content content = contents.get(digest);
        if (content == null) {
            throw new IllegalStateException("nobody made " + digest);
        }
        return content;
    }

    /// Of all that was ever made, each counted once.
    long bytesMade() {
        return contents.values().stream().mapToLong(Content::sizeInBytes).sum();
    }

    synchronized void pushed(long took) {
        nanos.add(took);
    }

    synchronized void failed(String why) {
        failures.add(why);
    }

    /// What the registry had said was longer ago than it keeps its word, so the client began anew.
    void late() {
        late.incrementAndGet();
    }

    synchronized List<Long> nanos() {
        return List.copyOf(nanos);
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    long lateCount() {
        return late.get();
    }
}
