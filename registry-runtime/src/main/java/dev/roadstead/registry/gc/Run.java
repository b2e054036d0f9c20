package dev.roadstead.registry.gc;

import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.metadata.MetadataStore.Work;
import dev.roadstead.registry.metadata.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run of the collector: goes through queues in pages, and keeps account.
///
/// Each page is listed by a reader, and decided and changed in one short transaction that looks again: pushes come in
/// between. What a page causes is never due in the same run, so a dry run, which undoes each page, finds the same.
final class Run {
    private static final int PAGE = 100;

    private final MetadataStore metadata;
    private final Pause pause;
    private final Pace pace;
    private final GcSettings settings;
    private final Times times;
    private final Collector.Progress progress;
    private final long startNanos = System.nanoTime();
    private Tally removals = Tally.none();
    private long examined;
    private boolean stopped;

    Run(MetadataStore metadata, Pause pause, GcSettings settings, Times times, Collector.Progress progress) {
        this.metadata = metadata;
        this.pause = pause;
        this.pace = Pace.of(settings);
        this.settings = settings;
        this.times = times;
        this.progress = progress;
    }

    /// @param asOf what was not due then is left alone
    /// @param now when the run began: what it takes is in the trash from then on
    record Times(Instant asOf, Instant now) {
        static Times at(Instant now) {
            return new Times(now, now);
        }

        Instant dueBefore(Duration age) {
            return asOf.minus(age);
        }
    }

    /// What may be collected, in an order that has a next page.
    interface Queue<K> {
        List<K> page(Session session, @Nullable K after, int limit) throws SQLException;

        /// Looks again, and takes it if it is still due.
        List<Removal> settle(Session session, K item) throws SQLException;
    }

    GcSettings settings() {
        return settings;
    }

    Times times() {
        return times;
    }

    /// Whatever happens to the clock meanwhile.
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    boolean isStopped() {
        return stopped;
    }

    long examined() {
        return examined;
    }

    Tally removals() {
        return removals;
    }

    <K> void through(Queue<K> queue) {
        List<K> page = page(queue, null);
        while (!page.isEmpty()) {
            List<K> items = page;
            countExamined(items.size());
            note(change(session -> settle(queue, session, items)));
            if (stopped) {
                return;
            }
            page = page(queue, items.getLast());
        }
    }

    private <K> List<K> page(Queue<K> queue, @Nullable K after) {
        return stopped ? List.of() : metadata.read(session -> queue.page(session, after, PAGE));
    }

    private static <K> List<Removal> settle(Queue<K> queue, Session session, List<K> items) throws SQLException {
        List<Removal> settled = new ArrayList<>();
        for (K item : items) {
            settled.addAll(queue.settle(session, item));
        }
        return settled;
    }

    /// Makes a change, or undoes it in a dry run.
    <T> T change(Work<T> work) {
        long start = System.nanoTime();
        T result = settings.dryRun() ? metadata.tryOut(work) : metadata.write(work);
        rest(pace.afterChange(Duration.ofNanos(System.nanoTime() - start)));
        return result;
    }

    void restAfterDelete() {
        rest(pace.afterDelete());
    }

    private void rest(Duration time) {
        stopped |= !pause.pause(time);
    }

    void note(List<Removal> found) {
        removals = removals.plus(Tally.of(found));
        found.forEach(progress::removed);
    }

    void countExamined(int more) {
        examined += more;
        progress.examined(more);
    }
}
