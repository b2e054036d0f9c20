package dev.roadstead.bench.result;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One row of one registry in one round.
///
/// @param rate in the row's unit
/// @param cpu of the registry's process, in the row's unit; null when it was not started here
/// @param registryCores how many processors the registry kept busy; null when it was not started here
/// @param generatorCores the same of the load generator
/// @param otherCores the same of everything else on the machine
/// @param extras figures that only this row has
/// @param error the first one's sentence; null when there was none
public record Sample(
        String row,
        String registry,
        int round,
        long operations,
        long errors,
        double seconds,
        double rate,
        double p50Milliseconds,
        double p99Milliseconds,
        @Nullable Double cpu,
        @Nullable Double registryCores,
        double generatorCores,
        double otherCores,
        Map<String, Double> extras,
        @Nullable String error) {
    public Sample {
        extras = Map.copyOf(extras);
    }
}
