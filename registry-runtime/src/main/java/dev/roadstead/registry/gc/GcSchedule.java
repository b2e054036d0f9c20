package dev.roadstead.registry.gc;

import dev.roadstead.registry.gc.Removal.Kind;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Runs the collector over and over, in a thread of its own, until it is closed.
public final class GcSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GcSchedule.class);

    private final Stop stop = new Stop();
    private final Collector collector;
    private final Supplier<GcSettings> settings;
    private final Duration interval;
    private final GcCounters counters;
    private final Thread thread;

    private GcSchedule(
            CollectorFactory factory, Supplier<GcSettings> settings, Duration interval, GcCounters counters) {
        this.collector = factory.create(stop::pause);
        this.settings = settings;
        this.interval = interval;
        this.counters = counters;
        this.thread = Thread.ofPlatform().daemon().name("garbage-collector").unstarted(this::loop);
    }

    /// Makes the collector that rests as it is told.
    @FunctionalInterface
    public interface CollectorFactory {
        Collector create(Pause pause);
    }

    public static GcSchedule start(
            CollectorFactory factory, Supplier<GcSettings> settings, Duration interval, GcCounters counters) {
        GcSchedule schedule = new GcSchedule(factory, settings, interval, counters);
        schedule.thread.start();
        return schedule;
    }

    private void loop() {
        while (stop.pause(interval)) {
            try {
                GcReport report = collector.run(settings.get());
                counters.ran(report);
                log(report);
            } catch (RuntimeException e) {
                counters.failed();
                LOG.atError().setCause(e).log("garbage collection failed, the next run goes on from there");
            }
        }
    }

    private static void log(GcReport report) {
        boolean isNews = !report.removals().sums().isEmpty() || report.backlog() > 0;
        LOG.atLevel(isNews ? Level.INFO : Level.DEBUG)
                .addKeyValue("dryRun", report.dryRun())
                .addKeyValue("examined", report.examined())
                .addKeyValue("manifests", report.removals().count(Kind.MANIFEST_TRASHED))
                .addKeyValue("blobs", report.removals().count(Kind.BLOB_RECLAIMED))
                .addKeyValue("bytes", report.removals().sizeInBytes(Kind.BLOB_RECLAIMED))
                .addKeyValue("backlog", report.backlog())
                .addKeyValue("duration", report.duration())
                .log("collected garbage");
    }

    /// Returns when the step that is under way has ended.
    @Override
    public void close() {
        stop.set();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Stop {
        private boolean isSet;

        synchronized void set() {
            isSet = true;
            notifyAll();
        }

        synchronized boolean pause(Duration time) {
            long end = System.nanoTime() + time.toNanos();
            try {
                for (long left = time.toNanos(); !isSet && left > 0; left = end - System.nanoTime()) {
                    wait(left / 1_000_000, (int) (left % 1_000_000));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            return !isSet;
        }
    }
}
