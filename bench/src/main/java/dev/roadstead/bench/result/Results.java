package dev.roadstead.bench.result;

import dev.roadstead.bench.ceiling.Ceiling;
import dev.roadstead.bench.proc.Machine;
import java.util.List;
import java.util.Map;

/// All that a run showed.
///
/// @param settings of the run, by option
/// @param rows and `registries`: in the order of the report; what was asked of a registry is compared with the first
/// @param notes what a reader must know of a registry in a row
public record Results(
        Machine machine,
        double loadAverageAtEnd,
        Map<String, String> settings,
        Ceiling ceiling,
        List<String> registries,
        List<Row> rows,
        List<Sample> samples,
        List<Footprint> footprints,
        List<String> notes) {
    public Results {
        settings = Map.copyOf(settings);
        registries = List.copyOf(registries);
        rows = List.copyOf(rows);
        samples = List.copyOf(samples);
        footprints = List.copyOf(footprints);
        notes = List.copyOf(notes);
    }

    public List<Sample> of(Row row, String registry) {
        return samples.stream()
                .filter(sample ->
                        sample.row().equals(row.name()) && sample.registry().equals(registry))
                .toList();
    }

    public List<Footprint> footprintsOf(String registry) {
        return footprints.stream()
                .filter(footprint -> footprint.registry().equals(registry))
                .toList();
    }
}
