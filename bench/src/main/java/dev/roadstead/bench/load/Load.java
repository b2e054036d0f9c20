package dev.roadstead.bench.load;

import org.jspecify.annotations.Nullable;

/// What clients have done together.
///
/// @param nanos from the first client's start to the last one's end
/// @param latencies of operations that succeeded
/// @param error the first one's sentence; null when there was none
public record Load(
        long bytes,
        long nanos,
        Latencies latencies,
        long errors,
        @Nullable String error) {
    public long operations() {
        return latencies.count();
    }

    public double seconds() {
        return nanos / 1e9;
    }
}
