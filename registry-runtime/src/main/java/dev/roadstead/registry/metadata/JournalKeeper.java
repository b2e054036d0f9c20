package dev.roadstead.registry.metadata;

import dev.roadstead.registry.journal.Journal;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the journal to the disk behind the writers' backs, and makes it whole, and short, again.
final class JournalKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalKeeper.class);
    private static final long PAUSE_IN_SECONDS = 1;
    /// To read everything would keep a start from its work, and commands that end soon from ending.
    private static final long AFTER_START_IN_SECONDS = 10;
    /// Of tries to write a base, which reads everything.
    private static final long PATIENCE_IN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Journal journal;
    private final JournalBase base;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("journal").factory());
    private volatile boolean closing;
    private boolean started;
    private long failedAt = System.nanoTime() - PATIENCE_IN_NANOS;

    JournalKeeper(Journal journal, JournalBase base) {
        this.journal = journal;
        this.base = base;
        this.started = journal.isIncomplete();
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(this::sync, PAUSE_IN_SECONDS, PAUSE_IN_SECONDS, TimeUnit.SECONDS);
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(
                this::makeWhole, AFTER_START_IN_SECONDS, PAUSE_IN_SECONDS, TimeUnit.SECONDS);
    }

    /// Returns when the journal tells all of it, or could not be made to.
    void makeWholeNow() {
        CompletableFuture.runAsync(this::makeWhole, thread).join();
    }

    private void sync() {
        try {
            journal.sync();
        } catch (IOException e) {
            warn("the journal could not be synced: it is begun anew", e);
        }
    }

    private void makeWhole() {
        if (System.nanoTime() - failedAt < PATIENCE_IN_NANOS) {
            return;
        }
        try {
            if (journal.isIncomplete() || journal.isLong()) {
                writeBase();
            }
        } catch (IOException | RuntimeException e) {
            failedAt = System.nanoTime();
            warn("the journal could not be made whole: the metadata cannot be made anew of it yet", e);
        }
    }

    private void writeBase() throws IOException {
        if (!started) {
            journal.startGeneration();
        }
        started = false;
        journal.writeBase(sink -> base.writeTo(entry -> {
            if (closing) {
                throw new IOException("the registry is stopping");
            }
            sink.put(entry);
        }));
    }

    private static void warn(String what, Exception e) {
        LOG.atWarn().addKeyValue("reason", e.toString()).log(what);
    }

    /// Returns when nothing of it runs any more.
    @Override
    public void close() {
        closing = true;
        thread.close();
    }
}
