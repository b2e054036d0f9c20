package dev.roadstead.registry.http;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/// All open connections of one server. When there are too many, the one idle for longest makes room; where none is
/// idle,
/// the one that has been sending its request's head for longest, or has sent nothing yet.
final class Connections {
    private final int max;

    /// All guarded by this.
    private final Set<Connection> open = new HashSet<>();

    private final SequencedSet<Connection> idle = new LinkedHashSet<>();
    private final SequencedSet<Connection> reading = new LinkedHashSet<>();
    private boolean draining;

    Connections(int max) {
        this.max = max;
    }

    /// False when the newcomer must be closed.
    boolean admit(Connection connection) {
        Connection oldest = null;
        synchronized (this) {
            if (draining) {
                return false;
            }
            if (open.size() >= max) {
                SequencedSet<Connection> expendable = idle.isEmpty() ? reading : idle;
                if (expendable.isEmpty()) {
                    return false;
                }
                oldest = expendable.removeFirst();
                open.remove(oldest);
            }
            open.add(connection);
            reading.add(connection);
        }
        if (oldest != null) {
            oldest.close();
        }
        return true;
    }

    /// False when the connection must be closed instead.
    synchronized boolean idle(Connection connection) {
        if (draining || !open.contains(connection)) {
            return false;
        }
        idle.add(connection);
        return true;
    }

    /// The first bytes of a further request have arrived.
    synchronized void reading(Connection connection) {
        idle.remove(connection);
        if (open.contains(connection)) {
            reading.add(connection);
        }
    }

    /// A whole head has arrived.
    synchronized void busy(Connection connection) {
        // One that was sent before the answer to the last had gone was never seen to begin.
        idle.remove(connection);
        reading.remove(connection);
    }

    synchronized void closed(Connection connection) {
        idle.remove(connection);
        reading.remove(connection);
        open.remove(connection);
        notifyAll();
    }

    synchronized boolean isDraining() {
        return draining;
    }

    /// Closes what is idle and lets nobody in any more.
    void drain() {
        List<Connection> closing;
        synchronized (this) {
            draining = true;
            closing = List.copyOf(idle);
        }
        closing.forEach(Connection::close);
    }

    /// Whether all were closed in time.
    synchronized boolean awaitNone(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (!open.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    void closeAll() {
        List<Connection> closing;
        synchronized (this) {
            draining = true;
            closing = List.copyOf(open);
        }
        closing.forEach(Connection::close);
    }
}
