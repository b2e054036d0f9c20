package dev.roadstead.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/// Times as a Kubernetes CronJob has them: minute, hour, day of month, month, day of week, or a name such as `@daily`.
/// Where both days are given, one of them is enough.
public final class CronExpression {
    private static final int YEARS_TO_LOOK_AHEAD = 8;
    private static final Map<String, String> NAMES = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;
    private final boolean eitherDay;

    private CronExpression(String[] fields) {
        this.minutes = CronField.MINUTE.parse(fields[0]);
        this.hours = CronField.HOUR.parse(fields[1]);
        this.daysOfMonth = CronField.DAY_OF_MONTH.parse(fields[2]);
        this.months = CronField.MONTH.parse(fields[3]);
        this.daysOfWeek = CronField.DAY_OF_WEEK.parse(fields[4]);
        this.eitherDay = CronField.isRestricted(fields[2]) && CronField.isRestricted(fields[4]);
    }

    /// Throws [IllegalArgumentException] with the field that cannot be read.
    public static CronExpression parse(String text) {
        String trimmed = text.strip();
        String[] fields = NAMES.getOrDefault(trimmed, trimmed).split("\\s+");
        if (fields.length != CronField.values().length) {
            throw new IllegalArgumentException(
                    "must have five fields (minute, hour, day of month, month, day of week), such as 0 3 * * *");
        }
        CronExpression expression = new CronExpression(fields);
        if (expression.next(Instant.EPOCH, ZoneOffset.UTC).isEmpty()) {
            throw new IllegalArgumentException("there is no such day: " + trimmed);
        }
        return expression;
    }

    /// The next time after `instant`. A time that the clocks leave out comes when they go on; one that they show twice
    /// comes the first time. Empty if there is none in the next years.
    public Optional<Instant> next(Instant instant, ZoneId zone) {
        try {
            LocalDate first = instant.atZone(zone).toLocalDate();
            LocalDate last = first.plusYears(YEARS_TO_LOOK_AHEAD);
            for (LocalDate day = first; day.isBefore(last); day = day.plusDays(1)) {
                Optional<Instant> found = matches(day) ? onDay(day, instant, zone) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean matches(LocalDate day) {
        boolean ofMonth = daysOfMonth.get(day.getDayOfMonth());
        boolean ofWeek = daysOfWeek.get(day.getDayOfWeek().getValue() % 7);
        return months.get(day.getMonthValue()) && (eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek);
    }

    private Optional<Instant> onDay(LocalDate day, Instant after, ZoneId zone) {
        for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                Instant time = instant(day.atTime(hour, minute), zone);
                if (time.isAfter(after)) {
                    return Optional.of(time);
                }
            }
        }
        return Optional.empty();
    }

    private static Instant instant(LocalDateTime time, ZoneId zone) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(time);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : time.atZone(zone).toInstant();
    }
}
