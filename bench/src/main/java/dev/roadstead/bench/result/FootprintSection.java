package dev.roadstead.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The table of start-up and memory.
final class FootprintSection {
    private FootprintSection() {}

    static Section of(Results results) {
        List<List<String>> cells = new ArrayList<>();
        for (String registry : results.registries()) {
            List<Footprint> all = results.footprintsOf(registry);
            if (!all.isEmpty()) {
                cells.add(List.of(
                        registry,
                        cell(all, Footprint::startUpMilliseconds),
                        cell(all, one -> Figure.mebibytes(one.idleResidentBytes())),
                        cell(all, one -> Figure.mebibytes(one.endResidentBytes())),
                        cell(all, one -> Figure.mebibytes(one.peakResidentBytes()))));
            }
        }
        return new Section(
                "Start-up and memory",
                List.of(
                        "Start-up is the time to the first 200; memory is resident, idle before and after all rows, and at its peak."),
                new Table(List.of("registry", "start-up ms", "idle MiB", "after MiB", "peak MiB"), 1, cells));
    }

    private static String cell(List<Footprint> all, ToDoubleFunction<Footprint> figure) {
        return Figure.of(
                Statistics.spread(all.stream().mapToDouble(figure).boxed().toList()));
    }
}
