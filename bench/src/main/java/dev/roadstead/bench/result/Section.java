package dev.roadstead.bench.result;

import java.util.ArrayList;
import java.util.List;

/// A part of a report: sentences, then a table.
record Section(String title, List<String> sentences, Table table) {
    Section {
        sentences = List.copyOf(sentences);
    }

    List<String> text() {
        List<String> lines = new ArrayList<>(List.of(title.toUpperCase(java.util.Locale.ROOT)));
        lines.addAll(sentences);
        lines.addAll(table.rows().isEmpty() ? List.of() : table.text());
        lines.add("");
        return lines;
    }

    List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of("### " + title));
        sentences.forEach(sentence -> lines.add("* " + sentence));
        if (!table.rows().isEmpty()) {
            lines.add("");
            lines.addAll(table.markdown());
        }
        lines.add("");
        return lines;
    }
}
