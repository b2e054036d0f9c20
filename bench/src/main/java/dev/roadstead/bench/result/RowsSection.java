package dev.roadstead.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The table of rows: each registry's medians, and what they are beside the first registry's.
final class RowsSection {
    private final Results results;

    private RowsSection(Results results) {
        this.results = results;
    }

    static Section of(Results results) {
        return new RowsSection(results).section();
    }

    private Section section() {
        String first = results.registries().getFirst();
        List<List<String>> cells = new ArrayList<>();
        for (Row row : results.rows()) {
            for (String registry : results.registries()) {
                List<Sample> samples = results.of(row, registry);
                if (!samples.isEmpty()) {
                    cells.add(cells(row, registry, samples));
                }
            }
        }
        return new Section(
                "Rows",
                List.of(
                        "Medians of the rounds; in brackets the least and the most.",
                        "CPU is the time of the registry's process: seconds per GiB where the rate is MiB/s, milliseconds per 1,000 elsewhere.",
                        "\"Faster\" is %s's rate by the other's, \"less CPU\" the other's CPU time by %s's, each of the same round."
                                .formatted(first, first)),
                new Table(
                        List.of(
                                "row",
                                "registry",
                                "rate",
                                "unit",
                                "p50 ms",
                                "p99 ms",
                                "CPU",
                                "faster",
                                "less CPU",
                                "more"),
                        2,
                        cells));
    }

    private List<String> cells(Row row, String registry, List<Sample> samples) {
        String first = results.registries().getFirst();
        Comparison comparison = Comparison.of(results.of(row, first), samples);
        boolean itself = registry.equals(first);
        Spread cpu = spread(samples, sample -> Objects.requireNonNullElse(sample.cpu(), Double.NaN));
        return List.of(
                row.name(),
                registry,
                Figure.of(spread(samples, Sample::rate)),
                row.unit().rate(),
                Figure.of(spread(samples, Sample::p50Milliseconds).median()),
                Figure.of(spread(samples, Sample::p99Milliseconds).median()),
                Figure.of(cpu.median()),
                itself ? "" : Figure.of(comparison.rate()),
                itself ? "" : Figure.of(comparison.cpu().median()),
                more(samples));
    }

    private static Spread spread(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return Statistics.spread(samples.stream().mapToDouble(figure).boxed().toList());
    }

    /// What only this row has, and errors.
    private static String more(List<Sample> samples) {
        Map<String, List<Double>> extras = samples.stream()
                .flatMap(sample -> sample.extras().entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        java.util.TreeMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        List<String> parts = new ArrayList<>();
        extras.forEach((name, values) -> parts.add(Figure.of(Statistics.median(values)) + " " + name));
        long errors = samples.stream().mapToLong(Sample::errors).sum();
        if (errors > 0) {
            parts.add(errors + " errors");
        }
        return String.join(", ", parts);
    }
}
