package dev.roadstead.sandbox.schema.cel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Dates and times of RFC 3339.
public final class DateTimes {

    private static final Pattern TIME =
            Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?(z|[-+]\\d{2}:\\d{2})");

    private DateTimes() {}

    public static boolean isDate(String text) {
        return parseDate(text).isPresent();
    }

    public static boolean isDateTime(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split("t", 2);
        return parts.length == 2 && isDate(parts[0]) && TIME.matcher(parts[1]).matches();
    }

    /// The start of the day in UTC.
    public static Optional<Instant> parseDate(String text) {
        try {
            return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
        } catch (DateTimeException invalid) {
            return Optional.empty();
        }
    }

    public static Optional<Instant> parseDateTime(String text) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant());
        } catch (DateTimeException invalid) {
            return Optional.empty();
        }
    }
}
