package dev.roadstead.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.RegistryConfig.Gc;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    static Gc daily() {
        return with("0 3 * * *", null, null);
    }

    static Gc every(Duration interval) {
        return with(null, interval, null);
    }

    static Gc with(String schedule, Duration interval, String runNow) {
        Gc normal = Gc.DEFAULT;
        return new Gc(
                schedule,
                "Europe/Berlin",
                interval,
                GcFixture.GRACE,
                null,
                GcFixture.TRASH,
                normal.uploadsAbandonedAfter(),
                1_000,
                normal.pauseAboveLatency(),
                false,
                null,
                runNow);
    }

    @Test
    void findsTheNextTimeOfASchedule() {
        assertThat(Timetable.next(daily(), NOON, NOON)).isEqualTo("2026-11-24T02:00:00Z");
    }

    @Test
    void countsAnIntervalFromTheLastRun() {
        assertThat(Timetable.next(every(Duration.ofHours(1)), NOON, NOON.plusSeconds(60)))
                .isEqualTo(NOON.plusSeconds(3600));
    }

    @Test
    void putsNothingOffWhenTheClockWentBack() {
        Instant earlier = NOON.minus(Duration.ofDays(30));

        assertThat(Timetable.next(every(Duration.ofHours(1)), NOON, earlier)).isEqualTo(earlier.plusSeconds(3600));
    }

    @Test
    void makesUpForARunThatWasMissedByLessThanAnHour() {
        Instant yesterday = NOON.minus(Duration.ofDays(1));
        Instant soonAfter = Instant.parse("2026-11-24T02:30:00Z");
        Instant longAfter = Instant.parse("2026-11-24T03:30:00Z");

        assertThat(Timetable.next(daily(), Timetable.anchor(yesterday, soonAfter), soonAfter))
                .isBefore(soonAfter);
        assertThat(Timetable.next(daily(), Timetable.anchor(yesterday, longAfter), longAfter))
                .isEqualTo("2026-11-25T02:00:00Z");
    }

    @Test
    void beginsToCountAtTheFirstStart() {
        assertThat(Timetable.anchor(null, NOON)).isEqualTo(NOON);
        assertThat(Timetable.anchor(NOON.plusSeconds(5), NOON))
                .as("a clock that went back")
                .isEqualTo(NOON);
    }
}
