package dev.roadstead.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// All objects of one sandbox, with one revision counter. Stored nodes are never changed in place; callers copy before
/// they edit.
public final class ObjectStore implements AutoCloseable {

    /// Guards every field below; `written` is signalled after each write and at close.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition written = lock.newCondition();
    private final NavigableMap<Key, ObjectNode> objects = new TreeMap<>();
    private final Map<String, Key> byUid = new HashMap<>();
    private final History history;
    private final @Nullable Journal journal;
    private long revision;
    private boolean closed;

    private ObjectStore(int historyLimit, Journal.Replayed state, @Nullable Journal journal) {
        this.revision = Math.max(1, state.revision());
        this.history = new History(historyLimit, revision);
        this.journal = journal;
        this.objects.putAll(state.objects());
        state.objects().forEach((key, object) -> byUid.put(Meta.uid(object), key));
    }

    /// A store that forgets everything when the process ends.
    public static ObjectStore inMemory(int historyLimit) {
        return new ObjectStore(historyLimit, new Journal.Replayed(0, Map.of()), null);
    }

    /// A store that journals to `<directory>/journal` and starts from what is there.
    public static ObjectStore in(Path directory, int historyLimit) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("journal");
        Journal.Replayed state = Journal.replay(file);
        return new ObjectStore(historyLimit, state, Journal.compacted(file, state));
    }

    public long revision() {
        return locked(() -> revision);
    }

    public Optional<ObjectNode> get(Key key) {
        return locked(() -> Optional.ofNullable(objects.get(key)));
    }

    public Optional<Key> byUid(String uid) {
        return locked(() -> Optional.ofNullable(byUid.get(uid)));
    }

    /// The objects of a resource now; `namespace` empty means all namespaces.
    public Snapshot list(String resource, String namespace) {
        return locked(() -> snapshot(revision, objects, resource, namespace));
    }

    /// The objects of a resource as they were at a revision.
    public Snapshot listAt(String resource, String namespace, long at) {
        return locked(() -> {
            NavigableMap<Key, ObjectNode> past = new TreeMap<>(range(objects, resource, namespace));
            for (Change change : history.after(at).reversed()) {
                if (change.previous() == null) {
                    past.remove(change.key());
                } else if (change.key().resource().equals(resource)) {
                    past.put(change.key(), change.previous());
                }
            }
            return snapshot(at, past, resource, namespace);
        });
    }

    /// Every object there is, whatever its kind.
    public List<Snapshot.Item> all() {
        return locked(() -> objects.entrySet().stream()
                .map(entry -> new Snapshot.Item(entry.getKey(), entry.getValue()))
                .toList());
    }

    /// Stores `next` if the key still holds exactly `expected` (null: nothing); empty when somebody else was faster.
    /// The stored node is `next` itself, with its new resourceVersion.
    public Optional<ObjectNode> put(Key key, @Nullable ObjectNode expected, ObjectNode next) {
        return locked(() -> {
            requireOpen();
            if (!holds(key, expected)) {
                return Optional.empty();
            }
            long at = revision + 1;
            Meta.of(next).put("resourceVersion", Long.toString(at));
            commit(new Change(at, expected == null ? Change.Type.ADDED : Change.Type.MODIFIED, key, next, expected));
            return Optional.of(next);
        });
    }

    /// Removes the key if it still holds exactly `expected`; answers `last` (the final state watchers see) at its new
    /// resourceVersion.
    public Optional<ObjectNode> remove(Key key, ObjectNode expected, ObjectNode last) {
        return locked(() -> {
            requireOpen();
            if (!holds(key, expected)) {
                return Optional.empty();
            }
            long at = revision + 1;
            Meta.of(last).put("resourceVersion", Long.toString(at));
            commit(new Change(at, Change.Type.DELETED, key, last, expected));
            return Optional.of(last);
        });
    }

    /// Changes after a revision, oldest first; waits for the first one up to `timeout`, then answers an empty list.
    public List<Change> changesAfter(long after, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = timeout.toNanos();
            while (revision <= after && !closed && nanos > 0) {
                nanos = written.awaitNanos(nanos);
            }
            return history.after(after);
        } finally {
            lock.unlock();
        }
    }

    /// Fails if the history does not reach back to this revision.
    public void requireHistory(long after) {
        lock.lock();
        try {
            history.requireFrom(after);
        } finally {
            lock.unlock();
        }
    }

    /// Drops the history, so that older revisions answer 410 from now on.
    public void compactHistory() {
        lock.lock();
        try {
            history.compact();
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        return locked(() -> closed);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            written.signalAll();
            if (journal != null) {
                journal.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            lock.unlock();
        }
    }

    private void commit(Change change) {
        boolean deleted = change.type() == Change.Type.DELETED;
        if (journal != null) {
            journal.append(change.revision(), change.key(), deleted ? null : change.object());
        }
        revision = change.revision();
        if (deleted) {
            objects.remove(change.key());
            byUid.remove(Meta.uid(change.object()));
        } else {
            objects.put(change.key(), change.object());
            byUid.put(Meta.uid(change.object()), change.key());
        }
        history.add(change);
        written.signalAll();
    }

    /// By identity: stored nodes are never changed in place, so the same node is the same version.
    @SuppressWarnings("ReferenceEquality")
    private boolean holds(Key key, @Nullable ObjectNode expected) {
        return objects.get(key) == expected;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the sandbox API server is stopped");
        }
    }

    private static Snapshot snapshot(
            long revision, NavigableMap<Key, ObjectNode> from, String resource, String namespace) {
        List<Snapshot.Item> items = new ArrayList<>();
        range(from, resource, namespace).forEach((key, object) -> items.add(new Snapshot.Item(key, object)));
        return new Snapshot(revision, items);
    }

    private static NavigableMap<Key, ObjectNode> range(
            NavigableMap<Key, ObjectNode> from, String resource, String namespace) {
        Key first = new Key(resource, namespace, "");
        Key end = namespace.isEmpty() ? new Key(resource + "\0", "", "") : new Key(resource, namespace + "\0", "");
        return from.subMap(first, true, end, false);
    }

    private <T> T locked(java.util.function.Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
