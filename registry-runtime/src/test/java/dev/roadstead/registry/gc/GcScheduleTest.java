package dev.roadstead.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadstead.config.RegistryConfig.Gc;
import dev.roadstead.config.RuntimeStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcScheduleTest {
    @TempDir
    Path folder;

    private final GcCounters counters = new GcCounters();
    private GcFixture gc;
    private GcSchedule schedule;

    @BeforeEach
    void open() {
        gc = new GcFixture(folder);
        start();
    }

    private void start() {
        schedule = new GcSchedule(gc::collector, gc.content.metadata(), counters, gc.content.clock());
    }

    private void restart() {
        schedule.close();
        start();
    }

    @AfterEach
    void close() throws Exception {
        schedule.close();
        gc.close();
    }

    private static Gc asked(String runNow) {
        return TimetableTest.with("0 3 * * *", null, runNow);
    }

    private RuntimeStatus.Gc status() {
        return Objects.requireNonNull(schedule.status());
    }

    private void awaitHandled(String runNow) {
        await().untilAsserted(() -> assertThat(status().handledRunNow()).isEqualTo(runNow));
    }

    @Test
    void followsEachWishForARunOnce() throws Exception {
        gc.content.push("team/app", "left alone");
        gc.content.pass(GcFixture.PAST_GRACE);

        schedule.follow(asked("one"));
        awaitHandled("one");

        RuntimeStatus.GcRun run = Objects.requireNonNull(status().lastRun());
        assertThat(run.removed()).isEqualTo(new RuntimeStatus.GcRun.Removed(0, 1, 0, 0, 0));
        assertThat(run.trash()).isEqualTo(new RuntimeStatus.GcRun.Trash(0, 1, 10));
        assertThat(run.complete()).isTrue();
        schedule.follow(asked("two"));
        awaitHandled("two");
        assertThat(counters.runs()).isEqualTo(2);
    }

    @Test
    void remembersOverARestartWhatItDidAndWasAskedFor() {
        schedule.follow(asked("one"));
        awaitHandled("one");
        RuntimeStatus.GcRun run = status().lastRun();

        restart();
        schedule.follow(asked("one"));

        assertThat(status().lastRun()).isEqualTo(run);
        assertThat(status().handledRunNow()).isEqualTo("one");
        schedule.follow(asked("two"));
        awaitHandled("two");
        assertThat(counters.runs()).as("no run for the old wish").isEqualTo(2);
    }

    @Test
    void makesUpForARunThatARestartMissed() {
        schedule.follow(asked("one"));
        awaitHandled("one");
        // From midnight to half past three in Berlin.
        gc.content.pass(Duration.ofHours(2).plusMinutes(30));

        restart();
        schedule.follow(asked("one"));

        await().untilAsserted(() -> assertThat(counters.runs()).isEqualTo(2));
        await().untilAsserted(() -> assertThat(status().nextRun()).isEqualTo("2026-01-02T02:00:00Z"));
    }

    @Test
    void tellsOfRunsOverAndOverOnlyWhatIsNew() throws Exception {
        schedule.follow(TimetableTest.every(Duration.ZERO));
        await().untilAsserted(() -> assertThat(status().lastRun()).isNotNull());
        gc.content.push("team/app", "left alone");
        gc.content.pass(GcFixture.PAST_GRACE);
        await().untilAsserted(() -> assertThat(
                        Objects.requireNonNull(status().lastRun()).removed().blobs())
                .isOne());
        RuntimeStatus.GcRun told = status().lastRun();
        long others = counters.runs();
        await().until(() -> counters.runs() > others + 3);
        assertThat(status().lastRun()).as("runs that took nothing").isEqualTo(told);

        gc.content.pass(Duration.ofMinutes(1));
        long runs = counters.runs();
        await().until(() -> counters.runs() > runs + 3);

        assertThat(status().lastRun()).isEqualTo(told);
    }

    private static Gc careful(@Nullable Duration interval, @Nullable String approvedPlan, @Nullable String runNow) {
        Gc normal = TimetableTest.with(interval == null ? "0 3 * * *" : null, interval, runNow);
        return new Gc(
                normal.schedule(),
                normal.timeZone(),
                normal.interval(),
                normal.grace(),
                normal.untaggedKeepFor(),
                normal.trashKeepFor(),
                normal.uploadsAbandonedAfter(),
                normal.maxDeletesPerSecond(),
                normal.pauseAboveLatency(),
                false,
                new Gc.Approval(approvedPlan),
                runNow);
    }

    private RuntimeStatus.GcRun lastRun() {
        return Objects.requireNonNull(status().lastRun());
    }

    private String plan(String runNow) {
        schedule.follow(careful(null, null, runNow));
        awaitHandled(runNow);
        assertThat(lastRun().awaitsApproval()).isTrue();
        return Objects.requireNonNull(lastRun().plan());
    }

    @Test
    void followsAPlanOnceItIsApprovedAndTakesNothingThatCameLater() throws Exception {
        gc.content.push("team/app", "left alone");
        gc.content.pass(GcFixture.PAST_GRACE);
        String plan = plan("one");
        assertThat(lastRun().planned()).singleElement().asString().startsWith("blob to the trash: sha256:");
        gc.content.push("team/app", "left alone later");
        gc.content.pass(GcFixture.PAST_GRACE);

        schedule.follow(careful(null, "another", "one"));
        schedule.follow(careful(null, plan, "one"));

        await().untilAsserted(() -> assertThat(lastRun().dryRun()).isFalse());
        assertThat(lastRun().plan()).isEqualTo(plan);
        assertThat(lastRun().removed()).isEqualTo(new RuntimeStatus.GcRun.Removed(0, 1, 0, 0, 0));
        assertThat(gc.trash().blobs(null, 10))
                .as("kept from now on, not from when it was planned")
                .singleElement()
                .satisfies(blob -> assertThat(blob.trashedAt()).isEqualTo(gc.content.now()));
        assertThat(counters.runs()).isEqualTo(2);
    }

    @Test
    void followsAnApprovedPlanAfterARestart() throws Exception {
        gc.content.push("team/app", "left alone");
        gc.content.pass(GcFixture.PAST_GRACE);
        String plan = plan("one");

        restart();
        schedule.follow(careful(null, plan, "one"));

        await().untilAsserted(() -> assertThat(lastRun().dryRun()).isFalse());
        gc.content.push("team/app", "left alone again");
        gc.content.pass(GcFixture.PAST_GRACE);
        restart();
        assertThat(plan("two")).as("another one").isNotEqualTo(plan);
    }

    @Test
    void keepsAPlanWhileNothingNewIsDue() throws Exception {
        gc.content.push("team/app", "left alone");
        gc.content.pass(GcFixture.PAST_GRACE);
        schedule.follow(careful(Duration.ZERO, null, null));
        await().untilAsserted(() -> assertThat(lastRun().awaitsApproval()).isTrue());
        RuntimeStatus.GcRun plan = lastRun();
        long runs = counters.runs();

        await().until(() -> counters.runs() > runs + 3);

        assertThat(lastRun()).isEqualTo(plan);
    }

    @Test
    void followsNoPlanThatWasMadeByOtherRules() throws Exception {
        gc.content.push("team/app", "left alone");
        gc.content.pass(GcFixture.PAST_GRACE);
        String plan = plan("one");
        Gc same = careful(null, plan, "two");

        schedule.follow(new Gc(
                same.schedule(),
                same.timeZone(),
                null,
                Duration.ZERO,
                null,
                same.trashKeepFor(),
                same.uploadsAbandonedAfter(),
                same.maxDeletesPerSecond(),
                same.pauseAboveLatency(),
                false,
                new Gc.Approval(plan),
                "two"));
        awaitHandled("two");

        assertThat(lastRun().awaitsApproval()).isTrue();
        assertThat(lastRun().plan()).isNotEqualTo(plan);
        assertThat(gc.trash().blobs(null, 10)).isEmpty();
    }

    @Test
    void aRunEndsWhenItsRulesAreWithdrawn() throws Exception {
        for (int i = 0; i < 60; i++) {
            gc.content.push("team/app", "left alone " + i);
        }
        gc.content.pass(GcFixture.PAST_GRACE);
        gc.collect();
        gc.content.pass(GcFixture.TRASH.plusMillis(1));
        Gc normal = asked("one");
        // One in a second: it would take a minute.
        schedule.follow(new Gc(
                normal.schedule(),
                normal.timeZone(),
                null,
                normal.grace(),
                null,
                normal.trashKeepFor(),
                normal.uploadsAbandonedAfter(),
                1,
                normal.pauseAboveLatency(),
                false,
                null,
                "one"));
        await().until(() -> gc.objects.size() < 60);

        schedule.follow(null);

        await().untilAsserted(() ->
                assertThat(counters.last().map(GcReport::isComplete)).contains(false));
        assertThat(schedule.status()).isNull();
        schedule.follow(normal);
        await().untilAsserted(() -> assertThat(gc.objects.size()).isZero());
    }
}
