package dev.roadstead.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyClockTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path folder;

    private GcFixture gc;
    private SteadyClock clock;
    private long nanos;

    @BeforeEach
    void open() {
        gc = new GcFixture(folder);
        clock = clock();
    }

    @AfterEach
    void close() throws Exception {
        gc.close();
    }

    private SteadyClock clock() {
        return new SteadyClock(gc.content.metadata(), gc.content.clock(), () -> nanos);
    }

    private void live(Duration time) {
        nanos += time.toNanos();
        gc.content.pass(time);
    }

    private Duration behind() {
        return Duration.between(clock.instant(), gc.content.now());
    }

    @Test
    void followsTheWall() {
        live(WEEK);

        assertThat(behind()).isZero();
    }

    @Test
    void catchesUpWithAJumpAsFastAsTimePasses() {
        gc.content.pass(WEEK);
        assertThat(behind()).isEqualTo(WEEK);

        live(WEEK.dividedBy(2));
        assertThat(behind()).isEqualTo(WEEK.dividedBy(2));

        live(WEEK);
        assertThat(behind()).isZero();
    }

    @Test
    void followsTheWallBackAtOnce() {
        Instant before = gc.content.now();
        gc.content.pass(WEEK.negated());

        assertThat(clock.instant()).isEqualTo(before.minus(WEEK));
        gc.content.pass(WEEK);
        assertThat(behind()).as("and forth like any jump").isEqualTo(WEEK);
    }

    @Test
    void isNotBehindForYears() {
        gc.content.pass(Duration.ofDays(20_000));

        assertThat(behind()).isEqualTo(SteadyClock.MOST_BEHIND);
    }

    @Test
    void goesOnAfterARestartWhereItWas() {
        live(HOUR);
        clock.tick();
        gc.content.pass(WEEK);

        clock = clock();

        assertThat(behind()).isEqualTo(WEEK);
    }

    @Test
    void isKeptOnceAnHour() {
        live(HOUR.minusSeconds(1));
        clock.tick();
        gc.content.pass(WEEK);
        assertThat(clock().instant()).as("nothing was kept yet").isEqualTo(gc.content.now());
    }

    @Test
    void aJumpOfTheClockDoesNotEmptyTheTrash() throws Exception {
        Digest image = gc.image("kept", "latest");
        gc.store().manifests().delete(GcFixture.APP, image);
        Collector collector =
                new Collector(gc.content.metadata(), gc.objects, gc.store().uploads(), clock, _ -> true);
        live(HOUR);

        gc.content.pass(GcFixture.TRASH.multipliedBy(5));
        GcReport report = collector.run(GcFixture.SETTINGS);

        assertThat(report.trash().manifests()).isOne();
        live(GcFixture.TRASH);
        assertThat(collector.run(GcFixture.SETTINGS).trash().manifests()).isZero();
    }
}
