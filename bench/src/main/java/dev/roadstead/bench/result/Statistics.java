package dev.roadstead.bench.result;

import java.util.Arrays;
import java.util.Collection;

/// Statistics of a few rounds.
public final class Statistics {
    private Statistics() {}

    /// The middle sample, or the mean of the two in the middle; NaN for none.
    public static double median(Collection<Double> samples) {
        double[] sorted =
                samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public static Spread spread(Collection<Double> samples) {
        double[] all = samples.stream().mapToDouble(Double::doubleValue).toArray();
        return new Spread(
                median(samples),
                Arrays.stream(all).min().orElse(Double.NaN),
                Arrays.stream(all).max().orElse(Double.NaN));
    }
}
