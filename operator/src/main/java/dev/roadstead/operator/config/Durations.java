package dev.roadstead.operator.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as users write them: `90s`, `1h30m`, `30d`.
public final class Durations {
    private static final Pattern WHOLE = Pattern.compile("([0-9]+(ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h|d)");

    private Durations() {}

    /// Throws [IllegalArgumentException] when the text is no duration.
    public static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(text + " is not a duration such as 90s, 1h30m or 30d");
        }
        try {
            return sum(text);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(text + " is too long for a duration", e);
        }
    }

    /// As a user would write it, in whole seconds or, below one, in milliseconds.
    public static String write(Duration duration) {
        if (duration.toSeconds() == 0) {
            return duration.toMillis() + "ms";
        }
        StringBuilder text = new StringBuilder();
        append(duration.toDays(), "d", text);
        append(duration.toHoursPart(), "h", text);
        append(duration.toMinutesPart(), "m", text);
        append(duration.toSecondsPart(), "s", text);
        return text.toString();
    }

    private static void append(long amount, String unit, StringBuilder text) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }

    private static Duration sum(String text) {
        Duration sum = Duration.ZERO;
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            long amount = Long.parseLong(parts.group(1));
            sum = sum.plus(
                    switch (parts.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    });
        }
        return sum;
    }
}
