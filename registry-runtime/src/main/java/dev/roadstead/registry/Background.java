package dev.roadstead.registry;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Small things done over and over, one after the other, by one thread.
final class Background implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("background").factory());

    void every(Duration period, Runnable task) {
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(
                () -> run(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a background task failed");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
