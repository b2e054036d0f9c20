package dev.roadstead.sandbox.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The steps that were done, for reading.
final class Table {

    private record Row(String step, String result, String time) {}

    private final List<Row> rows = new ArrayList<>();

    Table() {
        rows.add(new Row("STEP", "WHAT HAPPENED", "TIME"));
    }

    void add(String step, String result, Duration time) {
        rows.add(new Row(step, result, String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)));
    }

    List<String> lines() {
        int step = rows.stream().mapToInt(row -> row.step().length()).max().orElse(0);
        int result = rows.stream().mapToInt(row -> row.result().length()).max().orElse(0);
        String format = "%-" + step + "s  %-" + result + "s  %7s";
        return rows.stream()
                .map(row -> String.format(Locale.ROOT, format, row.step(), row.result(), row.time()))
                .toList();
    }
}
