package dev.roadstead.registry.content;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A bounded map that is read without a lock and forgets what was not read for longest, roughly: what is not read while
/// half of the map is filled anew goes.
final class Generations<K, V> {
    private final int halfInBytes;
    private volatile Map<K, Weighed<V>> young = new ConcurrentHashMap<>();
    private volatile Map<K, Weighed<V>> old = new ConcurrentHashMap<>();
    /// Of the young. Guarded by this.
    private long sizeInBytes;

    private record Weighed<V>(V value, int sizeInBytes) {}

    Generations(int maxSizeInBytes) {
        this.halfInBytes = maxSizeInBytes / 2;
    }

    @Nullable
    V get(K key) {
        Weighed<V> found = young.get(key);
        if (found != null) {
            return found.value;
        }
        found = old.get(key);
        if (found == null) {
            return null;
        }
        makeYoung(key);
        return found.value;
    }

    /// Nothing, if it was removed meanwhile.
    private synchronized void makeYoung(K key) {
        Weighed<V> found = old.remove(key);
        if (found != null) {
            put(key, found.value, found.sizeInBytes);
        }
    }

    synchronized void put(K key, V value, int size) {
        remove(key);
        if (sizeInBytes + size > halfInBytes) {
            old = young;
            young = new ConcurrentHashMap<>();
            sizeInBytes = 0;
        }
        young.put(key, new Weighed<>(value, size));
        sizeInBytes += size;
    }

    synchronized void remove(K key) {
        old.remove(key);
        Weighed<V> removed = young.remove(key);
        if (removed != null) {
            sizeInBytes -= removed.sizeInBytes;
        }
    }
}
