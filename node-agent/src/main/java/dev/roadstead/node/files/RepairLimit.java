package dev.roadstead.node.files;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Keeps the agent out of a fight with another writer: after three repairs of one folder in ten minutes it waits.
final class RepairLimit {
    static final int MAX_REPAIRS = 3;
    static final Duration WINDOW = Duration.ofMinutes(10);
    private final Map<String, Deque<Instant>> repairs = new HashMap<>();

    boolean isReached(String folder, Instant now) {
        Deque<Instant> times = repairs.getOrDefault(folder, new ArrayDeque<>());
        while (!times.isEmpty() && times.peekFirst().plus(WINDOW).isBefore(now)) {
            times.removeFirst();
        }
        return times.size() >= MAX_REPAIRS;
    }

    void count(String folder, Instant now) {
        repairs.computeIfAbsent(folder, _ -> new ArrayDeque<>()).addLast(now);
    }
}
