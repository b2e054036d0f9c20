package dev.roadstead.bench.result;

import dev.roadstead.bench.ceiling.Ceiling;
import dev.roadstead.bench.proc.Machine;
import dev.roadstead.bench.scenario.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the figures depend on: the machine, what else ran on it, and whether the generator could do more than it was
/// let.
final class ConditionsSection {
    private static final double NEAR = 0.5;

    private final Results results;

    private ConditionsSection(Results results) {
        this.results = results;
    }

    static Section of(Results results) {
        return new ConditionsSection(results).section();
    }

    private Section section() {
        Machine machine = results.machine();
        List<String> sentences = new ArrayList<>();
        sentences.add("%s, %d processors that registries and generator share, %s, Java %s."
                .formatted(machine.processor(), machine.processors(), machine.kernel(), machine.java()));
        sentences.add(
                "Load average %s before and %s after; other processes kept %s processors busy during samples, at most %s."
                        .formatted(
                                Figure.of(machine.loadAverage()),
                                Figure.of(results.loadAverageAtEnd()),
                                Figure.of(others().median()),
                                Figure.of(others().most())));
        sentences.add("Settings: "
                + new TreeMap<>(results.settings())
                        .entrySet().stream()
                                .map(setting -> setting.getKey() + " " + setting.getValue())
                                .collect(Collectors.joining(", "))
                + ".");
        sentences.add(generator());
        sentences.addAll(results.notes());
        return new Section("Conditions", sentences, new Table(List.of(""), 1, List.of()));
    }

    private Spread others() {
        return Statistics.spread(
                results.samples().stream().map(Sample::otherCores).toList());
    }

    private String generator() {
        Ceiling ceiling = results.ceiling();
        String alone =
                ("The generator by itself reaches %s requests/s (%s µs of CPU time each), pulls %s MiB/s and pushes %s MiB/s"
                                + " from a server that does nothing")
                        .formatted(
                                Figure.of(ceiling.requests()),
                                Figure.of(ceiling.microseconds()),
                                Figure.of(ceiling.pull()),
                                Figure.of(ceiling.push()));
        List<Sample> near = results.samples().stream()
                .filter(sample -> share(sample) > NEAR)
                .toList();
        if (near.isEmpty()) {
            return alone + "; no sample came to half of that, so the generator was not what limited it.";
        }
        Sample nearest =
                near.stream().max(Comparator.comparingDouble(this::share)).orElseThrow();
        return alone
                + "; %s in %s came to %.0f %% of that. Over half of it the generator limits as well, here: %s."
                        .formatted(
                                nearest.registry(),
                                nearest.row(),
                                share(nearest) * 100,
                                near.stream()
                                        .map(sample -> sample.registry() + " " + sample.row())
                                        .distinct()
                                        .collect(Collectors.joining(", ")));
    }

    private double share(Sample sample) {
        Map<String, Unit> units = results.rows().stream().collect(Collectors.toMap(Row::name, Row::unit));
        Ceiling ceiling = results.ceiling();
        return switch (units.getOrDefault(sample.row(), Unit.REQUESTS)) {
            case REQUESTS -> sample.rate() / ceiling.requests();
            case PULLED -> sample.rate() / ceiling.pull();
            case PUSHED -> sample.rate() / ceiling.push();
            case CONNECTIONS -> 0;
        };
    }
}
