package dev.roadstead.sandbox.schema.cel;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Go writes them (`1h30m`, `1.5s`) and in words (`22 ns`, `3 days`).
public final class Durations {

    private static final Map<String, BigDecimal> GO_UNITS = Map.of(
            "ns", nanos(1),
            "us", nanos(1_000),
            "µs", nanos(1_000),
            "μs", nanos(1_000),
            "ms", nanos(1_000_000),
            "s", nanos(1_000_000_000L),
            "m", nanos(60_000_000_000L),
            "h", nanos(3_600_000_000_000L));
    private static final Pattern GO = Pattern.compile("[-+]?((\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+");
    private static final Pattern GO_PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern WORDS = Pattern.compile("(\\d+)\\s*([A-Za-zµ]+)");

    /// Words of more than two letters stand for all that begin so.
    private static final Map<String, BigDecimal> WORD_UNITS = Map.ofEntries(
            Map.entry("ns", nanos(1)),
            Map.entry("nano", nanos(1)),
            Map.entry("us", nanos(1_000)),
            Map.entry("µs", nanos(1_000)),
            Map.entry("micro", nanos(1_000)),
            Map.entry("ms", nanos(1_000_000)),
            Map.entry("milli", nanos(1_000_000)),
            Map.entry("s", nanos(1_000_000_000L)),
            Map.entry("sec", nanos(1_000_000_000L)),
            Map.entry("m", nanos(60_000_000_000L)),
            Map.entry("min", nanos(60_000_000_000L)),
            Map.entry("h", nanos(3_600_000_000_000L)),
            Map.entry("hr", nanos(3_600_000_000_000L)),
            Map.entry("hour", nanos(3_600_000_000_000L)),
            Map.entry("d", nanos(86_400_000_000_000L)),
            Map.entry("day", nanos(86_400_000_000_000L)),
            Map.entry("w", nanos(604_800_000_000_000L)),
            Map.entry("wk", nanos(604_800_000_000_000L)),
            Map.entry("week", nanos(604_800_000_000_000L)));

    private Durations() {}

    private static BigDecimal nanos(long nanos) {
        return BigDecimal.valueOf(nanos);
    }

    public static Optional<Duration> parse(String text) {
        return text.equals("0") || text.equals("-0") || text.equals("+0")
                ? Optional.of(Duration.ZERO)
                : GO.matcher(text).matches() ? Optional.of(go(text)) : words(text);
    }

    private static Duration go(String text) {
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = GO_PART.matcher(text);
        while (part.find()) {
            BigDecimal unit = GO_UNITS.getOrDefault(part.group(2), BigDecimal.ZERO);
            sum = sum.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        Duration duration = ofNanos(sum);
        return text.startsWith("-") ? duration.negated() : duration;
    }

    private static Duration ofNanos(BigDecimal nanos) {
        BigDecimal[] parts = nanos.divideAndRemainder(nanos(1_000_000_000L));
        return Duration.ofSeconds(parts[0].longValue(), parts[1].longValue());
    }

    private static Optional<Duration> words(String text) {
        BigDecimal sum = BigDecimal.ZERO;
        boolean any = false;
        Matcher part = WORDS.matcher(text);
        while (part.find()) {
            BigDecimal unit = unitOf(part.group(2).toLowerCase(Locale.ROOT));
            any |= unit.signum() > 0;
            sum = sum.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        return any ? Optional.of(ofNanos(sum)) : Optional.empty();
    }

    private static BigDecimal unitOf(String word) {
        for (Map.Entry<String, BigDecimal> unit : WORD_UNITS.entrySet()) {
            boolean isBeginning = unit.getKey().length() > 2;
            if (isBeginning ? word.startsWith(unit.getKey()) : word.equals(unit.getKey())) {
                return unit.getValue();
            }
        }
        return BigDecimal.ZERO;
    }
}
