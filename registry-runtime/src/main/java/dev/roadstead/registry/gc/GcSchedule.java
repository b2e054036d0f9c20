package dev.roadstead.registry.gc;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.registry.gc.Removal.Kind;
import dev.roadstead.registry.metadata.MetadataStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Runs the collector when the config document says so, in a thread of its own, until it is closed.
///
/// A run ends early when what it may take is changed, and the next one begins at once by the new rules.
public final class GcSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GcSchedule.class);
    /// How soon a jump of the clock is seen.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    /// A run that takes longer is told of while it is under way: nobody wants to hear of each short one.
    private static final Duration LONG_RUN = Duration.ofSeconds(5);

    private final Collector collector;
    private final GcJournal journal;
    private final GcCounters counters;
    private final Clock clock;
    private final AtomicLong examined = new AtomicLong();
    private @Nullable Thread thread;
    private RegistryConfig.@Nullable Gc wanted;
    private @Nullable GcSettings running;
    private long runningSinceNanos;
    private @Nullable String attemptedRunNow;
    private @Nullable String lastError;
    private boolean again;
    private boolean closed;
    private Instant anchor;

    /// Makes the collector that rests as it is told.
    @FunctionalInterface
    public interface CollectorFactory {
        Collector create(Pause pause);
    }

    public GcSchedule(CollectorFactory factory, MetadataStore metadata, GcCounters counters, Clock clock) {
        this.collector = factory.create(this::rest);
        this.journal = new GcJournal(metadata);
        this.counters = counters;
        this.clock = clock;
        RuntimeStatus.GcRun last = journal.lastRun();
        this.anchor = Timetable.anchor(last == null ? null : last.startedAt().plus(last.duration()), clock.instant());
        this.attemptedRunNow = journal.handledRunNow();
    }

    /// Follows these rules from now on; null for no more runs.
    public synchronized void follow(RegistryConfig.@Nullable Gc config) {
        if (Objects.equals(config, wanted)) {
            return;
        }
        wanted = config;
        if (config != null && thread == null && !closed) {
            thread = Thread.ofPlatform().daemon().name("garbage-collector").start(this::loop);
        }
        notifyAll();
    }

    private void loop() {
        for (RegistryConfig.Gc config = next(); config != null; config = next()) {
            run(config);
        }
    }

    /// Waits until a run is due; null when there will be none.
    private synchronized RegistryConfig.@Nullable Gc next() {
        running = null;
        while (!closed) {
            RegistryConfig.Gc config = wanted;
            Duration left = config == null ? LONGEST_WAIT : untilDue(config);
            if (config != null && !left.isPositive()) {
                running = GcSettings.of(config);
                runningSinceNanos = System.nanoTime();
                again = false;
                examined.set(0);
                return config;
            }
            if (!await(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT)) {
                return null;
            }
        }
        return null;
    }

    private Duration untilDue(RegistryConfig.Gc config) {
        if (again || isAsked(config)) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        Instant next = Timetable.next(config, anchor, now);
        return next == null ? LONGEST_WAIT : Duration.between(now, next);
    }

    private boolean isAsked(RegistryConfig.Gc config) {
        return config.runNow() != null && !config.runNow().equals(attemptedRunNow);
    }

    /// Both callers loop. False when the thread is to end.
    @SuppressWarnings("WaitNotInLoop")
    private boolean await(Duration time) {
        try {
            wait(time.toMillis() + 1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run(RegistryConfig.Gc config) {
        String runNow = config.runNow() == null ? journal.handledRunNow() : config.runNow();
        try {
            GcReport report = collector.run(GcSettings.of(config), progress());
            counters.ran(report);
            log(report);
            journal.note(report, runNow, config.schedule() != null);
            ended(runNow, !report.isComplete(), null);
        } catch (RuntimeException e) {
            counters.failed();
            LOG.atError().setCause(e).log("garbage collection failed, the next run goes on from there");
            ended(runNow, false, String.valueOf(e.getMessage()));
        }
    }

    private Collector.Progress progress() {
        return new Collector.Progress() {
            @Override
            public void examined(long more) {
                examined.addAndGet(more);
            }

            @Override
            public void removed(Removal removal) {
                Collector.log(removal);
            }
        };
    }

    private synchronized void ended(@Nullable String runNow, boolean wasCutOff, @Nullable String error) {
        anchor = clock.instant();
        attemptedRunNow = runNow;
        again = wasCutOff;
        lastError = error;
    }

    /// The collector's rest; false when it has to end.
    private synchronized boolean rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); mayGoOn() && left > 0; left = end - System.nanoTime()) {
            if (!await(Duration.ofNanos(left))) {
                return false;
            }
        }
        return mayGoOn();
    }

    private boolean mayGoOn() {
        return !closed && wanted != null && GcSettings.of(wanted).equals(running);
    }

    /// Null while no garbage is collected.
    public synchronized RuntimeStatus.@Nullable Gc status() {
        RegistryConfig.Gc config = wanted;
        return config == null
                ? null
                : new RuntimeStatus.Gc(
                        isLongRun() ? examined.get() : null,
                        config.schedule() == null ? null : Timetable.next(config, anchor, clock.instant()),
                        journal.handledRunNow(),
                        journal.lastRun(),
                        lastError);
    }

    private boolean isLongRun() {
        return running != null && System.nanoTime() - runningSinceNanos > LONG_RUN.toNanos();
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
        Thread last;
        synchronized (this) {
            closed = true;
            last = thread;
            notifyAll();
        }
        if (last == null) {
            return;
        }
        try {
            last.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
