package dev.roadstead.bench.result;

import java.util.Locale;

/// Numbers as cells: three digits that mean something, a dash for what is unknown.
final class Figure {
    private Figure() {}

    static String of(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    static String range(Spread spread) {
        return of(spread.least()) + "–" + of(spread.most());
    }

    /// Median with range; the range only where there was more than one round.
    static String of(Spread spread) {
        return spread.least() == spread.most() || !Double.isFinite(spread.median())
                ? of(spread.median())
                : of(spread.median()) + " (" + range(spread) + ")";
    }

    static double mebibytes(long bytes) {
        return bytes / (double) (1 << 20);
    }
}
