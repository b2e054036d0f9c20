package dev.roadstead.sandbox.gc;

import dev.roadstead.sandbox.kind.Kinds;
import dev.roadstead.sandbox.store.Change;
import dev.roadstead.sandbox.store.Meta;
import dev.roadstead.sandbox.store.ObjectStore;
import dev.roadstead.sandbox.store.RevisionGoneException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The background thread that follows the store's changes and lets dependents, namespaces and definitions go.
public final class Collector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ObjectStore store;
    private final Owners owners;
    private final Terminations terminations;
    private final Thread thread;
    private volatile boolean stopping;

    public Collector(ObjectStore store, Kinds kinds, Lifecycle lifecycle) {
        this.store = store;
        this.owners = new Owners(store, kinds, lifecycle);
        this.terminations = new Terminations(store, lifecycle);
        this.thread = Thread.ofVirtual().name("sandbox-gc").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        long position = sweepAll();
        while (!stopping && !store.isClosed()) {
            try {
                List<Change> changes = store.changesAfter(position, IDLE);
                if (!changes.isEmpty()) {
                    position = changes.getLast().revision();
                    handle(changes);
                }
            } catch (RevisionGoneException _) {
                position = sweepAll();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException failure) {
                if (!stopping && !store.isClosed()) {
                    LOG.atError().setCause(failure).log("garbage collection failed");
                }
            }
        }
    }

    /// Looks at everything once: after a start, or when changes were missed.
    private long sweepAll() {
        long position = store.revision();
        owners.sweep();
        terminations.sweep();
        return position;
    }

    private void handle(List<Change> changes) {
        Set<String> removed = new LinkedHashSet<>();
        for (Change change : changes) {
            if (change.type() == Change.Type.DELETED) {
                removed.add(Meta.uid(change.object()));
            }
        }
        if (!removed.isEmpty()) {
            owners.afterRemoval(removed);
        }
        for (Change change : changes) {
            if (change.type() == Change.Type.DELETED) {
                terminations.afterRemoval(change.key());
            } else {
                owners.afterWrite(change.key());
                terminations.afterWrite(change.key());
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }
}
