package dev.roadstead.sandbox.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The last accepted writes in order, for tests that count them.
public final class WriteLog {

    private static final int LIMIT = 50_000;

    /// Guarded by itself.
    private final Deque<Write> writes = new ArrayDeque<>();

    public void add(Write write) {
        synchronized (writes) {
            if (writes.size() == LIMIT) {
                writes.removeFirst();
            }
            writes.addLast(write);
        }
    }

    /// Every accepted write request, also those that changed nothing.
    public List<Write> requests() {
        synchronized (writes) {
            return List.copyOf(writes);
        }
    }

    /// The writes that changed an object.
    public List<Write> changes() {
        return requests().stream().filter(Write::changed).toList();
    }

    public void clear() {
        synchronized (writes) {
            writes.clear();
        }
    }
}
