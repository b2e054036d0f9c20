package dev.roadstead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static String next(String cron, String after, ZoneId zone) {
        Instant found = CronExpression.parse(cron)
                .next(ZonedDateTime.of(LocalDateTime.parse(after), zone).toInstant(), zone)
                .orElseThrow();
        return found.atZone(zone).toOffsetDateTime().toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0 3 * * *;       2026-11-23T02:59:59; 2026-11-23T03:00Z",
                "0 3 * * *;       2026-11-23T03:00:00; 2026-11-24T03:00Z",
                "*/15 * * * *;    2026-11-23T03:01:00; 2026-11-23T03:15Z",
                "5/20 * * * *;    2026-11-23T03:26:00; 2026-11-23T03:45Z",
                "0 9-17/4 * * *;  2026-11-23T13:30:00; 2026-11-23T17:00Z",
                "30 1,13 * * *;   2026-11-23T01:30:00; 2026-11-23T13:30Z",
                "0 0 1 * *;       2026-12-02T00:00:00; 2027-01-01T00:00Z",
                "0 0 29 2 *;      2026-11-23T00:00:00; 2028-02-29T00:00Z",
                "0 0 29 feb ?;    2096-03-01T00:00:00; 2104-02-29T00:00Z",
                "0 4 * * SAT;     2026-11-23T00:00:00; 2026-11-28T04:00Z",
                "0 4 * * 7;       2026-11-23T00:00:00; 2026-11-29T04:00Z",
                "0 4 * * mon-fri; 2026-11-27T05:00:00; 2026-11-30T04:00Z",
                // Either day, as both are given; both days, as one begins with a star.
                "0 0 24 * 5;      2026-11-23T00:00:00; 2026-11-24T00:00Z",
                "0 0 30 * 5;      2026-11-23T00:00:00; 2026-11-27T00:00Z",
                "0 0 */2 * 5;     2026-11-23T00:00:00; 2026-11-27T00:00Z",
                "0 0 */2 * 6;     2026-11-23T00:00:00; 2026-12-05T00:00Z",
                "@daily;          2026-11-23T00:00:00; 2026-11-24T00:00Z",
                "@hourly;         2026-11-23T00:00:00; 2026-11-23T01:00Z",
            })
    void findsTheNextTime(String cron, String after, String expected) {
        assertThat(next(cron, after, ZoneOffset.UTC)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // 02:00-03:00 is left out on 2026-03-29.
                "30 2 * * *;    2026-03-28T12:00:00; 2026-03-29T03:00+02:00",
                "*/30 * * * *;  2026-03-29T01:30:00; 2026-03-29T03:00+02:00",
                "*/30 * * * *;  2026-03-29T03:00:00; 2026-03-29T03:30+02:00",
                "30 2 * * *;    2026-03-29T03:00:00; 2026-03-30T02:30+02:00",
                // 02:00-03:00 comes twice on 2026-10-25.
                "30 2 * * *;    2026-10-24T12:00:00; 2026-10-25T02:30+02:00",
                "30 2 * * *;    2026-10-25T02:30:00; 2026-10-26T02:30+01:00",
            })
    void followsTheClocksOfItsZone(String cron, String after, String expected) {
        assertThat(next(cron, after, BERLIN)).isEqualTo(expected);
    }

    @Test
    void goesOnAfterAnHourThatComesTwice() {
        Instant secondTime =
                ZonedDateTime.parse("2026-10-25T02:45+01:00[Europe/Berlin]").toInstant();

        assertThat(CronExpression.parse("*/30 * * * *").next(secondTime, BERLIN))
                .contains(ZonedDateTime.parse("2026-10-25T03:00+01:00[Europe/Berlin]")
                        .toInstant());
    }

    @Test
    void findsNothingAtTheEndOfTime() {
        assertThat(CronExpression.parse("@yearly").next(Instant.MAX, ZoneOffset.UTC))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0 3 * *",
                "0 3 * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "a * * * *",
                "1- * * * *",
                "5-1 * * * *",
                "*/0 * * * *",
                "1,,2 * * * *",
                "-1 * * * *",
                "@every 1h",
                "@reboot",
                "0 0 30 2 *",
                "0 0 31 4,6 *",
                "* * * foo *",
                "* * * * L",
                "٣ * * * *"
            })
    void refusesWhatIsNoTime(String cron) {
        assertThatThrownBy(() -> CronExpression.parse(cron)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesTheFieldThatCannotBeRead() {
        assertThatThrownBy(() -> CronExpression.parse("0 25 * * *"))
                .hasMessage("hour: \"25\" is none of 0-23, *, a range 1-5 or a step */10");
    }
}
