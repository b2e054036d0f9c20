package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Load;
import java.util.Map;

/// What a sample showed.
///
/// @param extras figures that only this row has, by name with unit
public record Outcome(Load load, Map<String, Double> extras) {
    public Outcome {
        extras = Map.copyOf(extras);
    }

    static Outcome of(Load load) {
        return new Outcome(load, Map.of());
    }
}
