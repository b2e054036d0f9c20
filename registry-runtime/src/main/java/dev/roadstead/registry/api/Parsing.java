package dev.roadstead.registry.api;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// How much JSON is parsed at once: what a document becomes in memory is many times its size. Who comes when there is
/// too
/// much waits for the others; nobody holds a place while a client takes its time.
final class Parsing {
    /// The largest manifest of the default limits fills it.
    private static final int TOTAL_IN_BYTES = 4 << 20;

    private static final int LEAST_IN_BYTES = 4 << 10;

    private final Semaphore free = new Semaphore(TOTAL_IN_BYTES, true);

    <T> T of(int sizeInBytes, Supplier<T> work) {
        int weight = Math.clamp(sizeInBytes, LEAST_IN_BYTES, TOTAL_IN_BYTES);
        free.acquireUninterruptibly(weight);
        try {
            return work.get();
        } finally {
            free.release(weight);
        }
    }
}
