package dev.roadstead.bench.load;

import java.util.Arrays;

/// How long each operation took, all of them kept.
public final class Latencies {
    private final long[] ascending;

    /// @param nanoseconds in any order
    public Latencies(long... nanoseconds) {
        ascending = nanoseconds.clone();
        Arrays.sort(ascending);
    }

    public int count() {
        return ascending.length;
    }

    /// The smallest latency that `percent` of the operations do not exceed, in milliseconds; NaN for none.
    public double percentileMilliseconds(double percent) {
        if (ascending.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * ascending.length);
        return ascending[Math.max(rank, 1) - 1] / 1e6;
    }
}
