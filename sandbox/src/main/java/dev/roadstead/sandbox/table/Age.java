package dev.roadstead.sandbox.table;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/// How long ago something was, in the words of kubectl: `5s`, `3m10s`, `2d`.
final class Age {

    private Age() {}

    /// The time since an RFC 3339 timestamp; `<unknown>` if there is none.
    static String since(String timestamp, Instant now) {
        if (timestamp.isEmpty()) {
            return "<unknown>";
        }
        try {
            return of(Duration.between(Instant.parse(timestamp), now));
        } catch (DateTimeException invalid) {
            return "<invalid>";
        }
    }

    static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.isNegative()) {
            return duration.toMillis() > -2000 ? "0s" : "<invalid>";
        }
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        if (seconds < 120) {
            return seconds + "s";
        }
        if (minutes < 10) {
            return with(minutes, "m", seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        if (hours < 8) {
            return with(hours, "h", minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        if (days < 8) {
            return with(days, "d", hours % 24, "h");
        }
        if (days < 2 * 365) {
            return days + "d";
        }
        return days < 8 * 365 ? with(days / 365, "y", days % 365, "d") : days / 365 + "y";
    }

    private static String with(long whole, String unit, long rest, String smallerUnit) {
        return whole + unit + (rest == 0 ? "" : rest + smallerUnit);
    }
}
