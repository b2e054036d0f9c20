package dev.roadstead.registry.content;

import dev.roadstead.config.RegistryConfig.Limits;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends uploads that were left alone for longer than the limits allow, in the background, until it is closed.
public final class UploadSweeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UploadSweeper.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Uploads uploads;
    private final Supplier<Limits> limits;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("upload-sweeper").factory());

    private UploadSweeper(Uploads uploads, Supplier<Limits> limits, Clock clock) {
        this.uploads = uploads;
        this.limits = limits;
        this.clock = clock;
    }

    public static UploadSweeper start(Uploads uploads, Supplier<Limits> limits, Clock clock) {
        UploadSweeper sweeper = new UploadSweeper(uploads, limits, clock);
        ScheduledFuture<?> _ =
                sweeper.thread.scheduleWithFixedDelay(sweeper::sweep, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return sweeper;
    }

    private void sweep() {
        try {
            List<String> _ = uploads.sweep(clock.instant().minus(limits.get().uploadTimeout()));
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("unfinished uploads could not be swept");
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
