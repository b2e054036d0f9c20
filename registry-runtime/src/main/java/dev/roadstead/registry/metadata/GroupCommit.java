package dev.roadstead.registry.metadata;

import dev.roadstead.registry.failpoint.Failpoint;
import dev.roadstead.registry.journal.Journal;
import dev.roadstead.registry.journal.JournalEntry;
import dev.roadstead.registry.metadata.MetadataStore.Work;
import dev.roadstead.registry.storage.StorageHealth;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;

/// The one writer. Changes that wait while a commit is being synced share the next commit; each has a savepoint of its
/// own, so that one that fails takes no other with it.
final class GroupCommit {
    private static final int MAX_GROUP = 256;

    private final Session session;
    private final Path file;
    private final WriteFailure failures;
    private final Journal journal;
    private final BlockingQueue<Change<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final List<ManifestWatcher> watchers = new CopyOnWriteArrayList<>();
    private boolean closed;
    /// Of the writer's thread.
    private boolean isJournaled;

    /// @param file the database
    GroupCommit(Session session, Path file, StorageHealth health, Journal journal) {
        this.session = session;
        this.journal = journal;
        this.failures = new WriteFailure(health);
        this.file = file;
        this.thread = Thread.ofPlatform().daemon().name("metadata-writer").start(this::commitGroups);
    }

    void watch(ManifestWatcher watcher) {
        watchers.add(watcher);
    }

    <T> T run(Work<T> work) {
        Change<T> change = new Change<>(work);
        synchronized (this) {
            if (closed) {
                throw new RejectedExecutionException("the metadata is closed");
            }
            waiting.add(change);
        }
        try {
            return change.result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void commitGroups() {
        List<Change<?>> group = new ArrayList<>();
        boolean goOn = true;
        while (goOn) {
            group.clear();
            try {
                group.add(waiting.take());
            } catch (InterruptedException e) {
                return;
            }
            waiting.drainTo(group, MAX_GROUP);
            goOn = !group.removeIf(change -> change == Change.STOP);
            commit(group);
        }
    }

    private void commit(List<Change<?>> group) {
        if (group.isEmpty()) {
            return;
        }
        isJournaled = false;
        List<ManifestName> manifests = List.of();
        // The same are told before and after.
        List<ManifestWatcher> told = List.copyOf(watchers);
        try {
            session.execute("BEGIN IMMEDIATE");
            Failpoint.TRANSACTION_BEGUN.reached(file);
            for (Change<?> change : group) {
                change.apply(session, failures);
            }
            Failpoint.TRANSACTION_APPLIED.reached(file);
            ChangedRows changes = ChangedRows.take(session);
            manifests = changes.manifests();
            for (ManifestWatcher watcher : told) {
                watcher.changing(manifests);
            }
            write(changes.journaled());
            session.execute("COMMIT");
            Failpoint.TRANSACTION_COMMITTED.reached(file);
        } catch (Throwable e) {
            // Also an Error: were this thread to end, every later write would wait for ever.
            rollBack();
            RuntimeException failure = failures.of(e);
            group.forEach(change -> change.fail(failure));
            return;
        } finally {
            for (ManifestWatcher watcher : told) {
                watcher.changed(manifests);
            }
        }
        group.forEach(Change::complete);
    }

    /// Before the commit: what clients see is in the journal, too.
    private void write(List<JournalEntry> changes) throws SQLException, IOException {
        if (changes.isEmpty()) {
            return;
        }
        isJournaled = true;
        journal.append(changes);
        Failpoint.JOURNAL_APPENDED.reached(file);
    }

    private void rollBack() {
        if (isJournaled) {
            journal.undo();
        }
        try {
            session.execute("ROLLBACK");
        } catch (SQLException _) {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }

    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.add(Change.STOP);
        }
        try {
            thread.join();
            session.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException _) {
            // Everything acknowledged is committed; the next start recovers the rest.
        }
    }

    private static final class Change<T> {
        static final Change<Void> STOP = new Change<>(_ -> {
            throw new IllegalStateException("never run");
        });

        final CompletableFuture<T> result = new CompletableFuture<>();
        private final Work<T> work;
        private Runnable outcome = () -> {};

        Change(Work<T> work) {
            this.work = work;
        }

        /// Throws only when the whole group cannot go on.
        void apply(Session session, WriteFailure failures) throws SQLException {
            session.execute("SAVEPOINT change");
            try {
                T value = work.run(session);
                outcome = () -> result.complete(value);
            } catch (SQLException | RuntimeException e) {
                undo(session, e);
                RuntimeException failure = failures.of(e);
                outcome = () -> result.completeExceptionally(failure);
            }
            session.execute("RELEASE change");
        }

        /// On a full disk SQLite has undone the whole group by itself: then it fails for the change's reason.
        private static void undo(Session session, Exception reason) throws SQLException {
            try {
                session.execute("ROLLBACK TO change");
            } catch (SQLException e) {
                throw reason instanceof SQLException full ? full : e;
            }
        }

        void complete() {
            outcome.run();
        }

        void fail(RuntimeException failure) {
            result.completeExceptionally(failure);
        }
    }
}
