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
/// A run ends early when what it has to do is changed, and the next one begins at once by the new rules. Where approval
/// is required, a run that is due makes a plan; one that is approved is followed at once.
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
    private @Nullable Errand running;
    private long runningSinceNanos;
    private @Nullable String attemptedRunNow;
    private @Nullable String attemptedPlan;
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
        for (Due due = next(); due != null; due = next()) {
            run(due);
        }
    }

    private record Due(RegistryConfig.Gc config, Errand errand) {}

    /// Waits until a run is due; null when there will be none.
    private synchronized @Nullable Due next() {
        running = null;
        while (!closed) {
            RegistryConfig.Gc config = wanted;
            Duration left = config == null ? LONGEST_WAIT : untilDue(config);
            if (config != null && !left.isPositive()) {
                Errand errand = Errand.of(config, journal.lastRun());
                running = errand;
                runningSinceNanos = System.nanoTime();
                again = false;
                examined.set(0);
                return new Due(config, errand);
            }
            if (!await(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT)) {
                return null;
            }
        }
        return null;
    }

    private Duration untilDue(RegistryConfig.Gc config) {
        if (again || isAsked(config) || isApproved(config)) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        Instant next = Timetable.next(config, anchor, now);
        return next == null ? LONGEST_WAIT : Duration.between(now, next);
    }

    private boolean isAsked(RegistryConfig.Gc config) {
        return config.runNow() != null && !config.runNow().equals(attemptedRunNow);
    }

    private boolean isApproved(RegistryConfig.Gc config) {
        String plan = Errand.of(config, journal.lastRun()).plan();
        return plan != null && !plan.equals(attemptedPlan);
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

    private void run(Due due) {
        Errand errand = due.errand();
        String runNow = followed(due);
        Sample sample = new Sample();
        try {
            GcReport report = collector.run(errand.settings(), errand.asOf(), progress(sample));
            counters.ran(report);
            log(report);
            // A plan whose run was cut off is still to be followed to its end, also after a restart.
            if (errand.plan() == null || report.isComplete()) {
                journal.note(
                        report, errand, sample.names(), runNow, due.config().schedule() != null);
            }
            ended(runNow, errand.plan(), !report.isComplete(), null);
        } catch (RuntimeException e) {
            counters.failed();
            LOG.atError().setCause(e).log("garbage collection failed, the next run goes on from there");
            ended(runNow, errand.plan(), false, String.valueOf(e.getMessage()));
        }
    }

    /// The last wish for a run that is followed once this run is done. Who asks for one while a plan is followed gets
    /// another one.
    private @Nullable String followed(Due due) {
        return due.config().runNow() == null || due.errand().plan() != null
                ? journal.handledRunNow()
                : due.config().runNow();
    }

    private Collector.Progress progress(Sample sample) {
        return new Collector.Progress() {
            @Override
            public void examined(long more) {
                examined.addAndGet(more);
            }

            @Override
            public void removed(Removal removal) {
                Collector.log(removal);
                sample.add(removal);
            }
        };
    }

    private synchronized void ended(
            @Nullable String runNow, @Nullable String plan, boolean wasCutOff, @Nullable String error) {
        anchor = clock.instant();
        attemptedRunNow = runNow;
        attemptedPlan = plan == null || wasCutOff ? attemptedPlan : plan;
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
        return !closed && wanted != null && Errand.of(wanted, journal.lastRun()).equals(running);
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
