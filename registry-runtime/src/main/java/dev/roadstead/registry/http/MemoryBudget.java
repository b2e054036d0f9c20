package dev.roadstead.registry.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Memory that requests of one server hold while clients take their time. When it is used up, those who have held
/// theirs for longest without giving it back are cut, so that clients that do not read keep nobody out.
final class MemoryBudget {
    /// Nobody is cut before.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final long totalInBytes;
    private final Duration grace;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();

    /// The oldest first. Guarded by the lock, as is what follows.
    private final SequencedSet<Hold> holds = new LinkedHashSet<>();

    private long usedInBytes;

    MemoryBudget(long totalInBytes) {
        this(totalInBytes, GRACE);
    }

    MemoryBudget(long totalInBytes, Duration grace) {
        this.totalInBytes = totalInBytes;
        this.grace = grace;
    }

    /// Some memory, until it is released.
    final class Hold {
        private final long sizeInBytes;
        private final Runnable cut;
        private final long sinceNanos = System.nanoTime();

        private Hold(long sizeInBytes, Runnable cut) {
            this.sizeInBytes = sizeInBytes;
            this.cut = cut;
        }

        void release() {
            lock.lock();
            try {
                remove(this);
            } finally {
                lock.unlock();
            }
        }
    }

    private void remove(Hold hold) {
        if (holds.remove(hold)) {
            usedInBytes -= hold.sizeInBytes;
            changed.signalAll();
        }
    }

    long freeInBytes() {
        lock.lock();
        try {
            return totalInBytes - usedInBytes;
        } finally {
            lock.unlock();
        }
    }

    /// Empty if there is not enough within `patience`. More than there is in all is given to one that is alone.
    ///
    /// @param cut ends the connection of whoever holds it
    Optional<Hold> take(long sizeInBytes, Duration patience, Runnable cut) throws InterruptedException {
        long wanted = Math.min(sizeInBytes, totalInBytes);
        long end = System.nanoTime() + patience.toNanos();
        List<Hold> lost = new ArrayList<>();
        lock.lock();
        try {
            while (totalInBytes - usedInBytes < wanted) {
                long now = System.nanoTime();
                long untilCut = untilCut(now);
                if (untilCut <= 0) {
                    Hold oldest = holds.getFirst();
                    remove(oldest);
                    lost.add(oldest);
                } else if (end - now <= 0) {
                    return Optional.empty();
                } else {
                    long _ = changed.awaitNanos(Math.min(untilCut, end - now));
                }
            }
            Hold hold = new Hold(wanted, cut);
            holds.add(hold);
            usedInBytes += wanted;
            return Optional.of(hold);
        } finally {
            lock.unlock();
            lost.forEach(hold -> hold.cut.run());
        }
    }

    private long untilCut(long now) {
        return holds.isEmpty() ? 0 : grace.toNanos() - (now - holds.getFirst().sinceNanos);
    }
}
