package dev.roadstead.bench.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The same results for a terminal, for a document, for a program.
public final class Reports {
    private Reports() {}

    public static String text(Results results) {
        return sections(results).stream()
                .flatMap(section -> section.text().stream())
                .collect(Collectors.joining("\n"));
    }

    public static String markdown(Results results) {
        return sections(results).stream()
                .flatMap(section -> section.markdown().stream())
                .collect(Collectors.joining("\n"));
    }

    public static void json(Results results, Path file) throws IOException {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), results);
    }

    private static List<Section> sections(Results results) {
        return List.of(RowsSection.of(results), FootprintSection.of(results), ConditionsSection.of(results));
    }
}
