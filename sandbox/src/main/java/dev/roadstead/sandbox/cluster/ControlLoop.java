package dev.roadstead.sandbox.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls a reconciler for every key that changed: one at a time, each key once however often it changed, again after a
/// failure.
public final class ControlLoop {

    /// Makes the world match one object.
    @FunctionalInterface
    public interface Reconciler {
        /// Returns when to look again if nothing changes; empty for never.
        Optional<Duration> reconcile(Key key);
    }

    private static final Logger log = LoggerFactory.getLogger(ControlLoop.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);

    private final String name;
    private final Reconciler reconciler;
    private final Thread thread;

    /// When each key is due, in `System.nanoTime`; guarded by itself.
    private final Map<Key, Long> due = new HashMap<>();

    /// Failures in a row; used by the loop's thread alone.
    private final Map<Key, Integer> failures = new HashMap<>();

    public ControlLoop(String name, Reconciler reconciler) {
        this.name = name;
        this.reconciler = reconciler;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public void enqueue(Key key) {
        enqueue(key, Duration.ZERO);
    }

    private void enqueue(Key key, Duration delay) {
        long at = System.nanoTime() + delay.toNanos();
        synchronized (due) {
            due.merge(key, at, Math::min);
            due.notifyAll();
        }
    }

    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
    }

    private void run() {
        try {
            while (true) {
                handle(next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Key next() throws InterruptedException {
        synchronized (due) {
            while (true) {
                long now = System.nanoTime();
                long wait = Long.MAX_VALUE;
                Key ready = null;
                for (Map.Entry<Key, Long> entry : due.entrySet()) {
                    wait = Math.min(wait, entry.getValue() - now);
                    if (entry.getValue() <= now) {
                        ready = entry.getKey();
                    }
                }
                if (ready != null) {
                    due.remove(ready);
                    return ready;
                }
                if (due.isEmpty()) {
                    due.wait();
                } else {
                    due.wait(Math.max(1, wait / 1_000_000));
                }
            }
        }
    }

    private void handle(Key key) {
        try {
            Optional<Duration> again = reconciler.reconcile(key);
            failures.remove(key);
            again.ifPresent(delay -> enqueue(key, delay));
        } catch (ClusterException e) {
            if (!Thread.currentThread().isInterrupted()) {
                retry(key, e.isConflict() ? null : e);
            }
        } catch (RuntimeException e) {
            retry(key, e);
        }
    }

    private void retry(Key key, @Nullable RuntimeException cause) {
        int count = failures.merge(key, 1, Integer::sum);
        long millis = Math.min(FIRST_RETRY.toMillis() << Math.min(count - 1, 20), LAST_RETRY.toMillis());
        if (cause != null && count > 2) {
            log.atWarn()
                    .addKeyValue("controller", name)
                    .addKeyValue("key", key)
                    .addKeyValue("attempt", count)
                    .setCause(cause instanceof ClusterException ? null : cause)
                    .log(String.valueOf(cause.getMessage()));
        }
        enqueue(key, Duration.ofMillis(millis));
    }
}
