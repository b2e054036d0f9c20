package dev.roadstead.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;

/// One registry beside another in a row, each sample with that of the same round: what changed between rounds, such as
/// the
/// load of the machine, was the same for both or nearly so.
///
/// @param rate how many times the first one's rate is that of the other
/// @param cpu how many times the other's CPU time is that of the first one; NaN when one is unknown
public record Comparison(Spread rate, Spread cpu) {

    public static Comparison of(List<Sample> first, List<Sample> other) {
        return new Comparison(
                Statistics.spread(ratios(first, other, (a, b) -> a.rate() / b.rate())),
                Statistics.spread(ratios(first, other, (a, b) -> orNan(b.cpu()) / orNan(a.cpu()))));
    }

    private static List<Double> ratios(
            List<Sample> first, List<Sample> other, ToDoubleBiFunction<Sample, Sample> ratio) {
        List<Double> ratios = new ArrayList<>();
        for (Sample a : first) {
            for (Sample b : other) {
                double value = a.round() == b.round() ? ratio.applyAsDouble(a, b) : Double.NaN;
                if (Double.isFinite(value)) {
                    ratios.add(value);
                }
            }
        }
        return ratios;
    }

    private static double orNan(@org.jspecify.annotations.Nullable Double value) {
        return Objects.requireNonNullElse(value, Double.NaN);
    }
}
