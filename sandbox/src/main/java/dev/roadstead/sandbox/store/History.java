package dev.roadstead.sandbox.store;

import java.util.ArrayList;
import java.util.List;

/// The last changes, without gaps: revision numbers in it are consecutive. Guarded by the store's lock.
final class History {

    private final int limit;
    private final List<Change> changes = new ArrayList<>();
    /// The revision of which `changes` holds everything after.
    private long base;

    History(int limit, long base) {
        this.limit = limit;
        this.base = base;
    }

    void add(Change change) {
        changes.add(change);
        if (changes.size() > limit + limit / 4) {
            int drop = changes.size() - limit;
            base = changes.get(drop - 1).revision();
            changes.subList(0, drop).clear();
        }
    }

    /// Everything after `revision`, oldest first.
    List<Change> after(long revision) {
        requireFrom(revision);
        int from = (int) Math.min(revision - base, changes.size());
        return List.copyOf(changes.subList(from, changes.size()));
    }

    void requireFrom(long revision) {
        if (revision < base) {
            throw new RevisionGoneException(revision, base);
        }
    }

    /// Forgets everything, as an etcd compaction does.
    void compact() {
        if (!changes.isEmpty()) {
            base = changes.getLast().revision();
            changes.clear();
        }
    }
}
