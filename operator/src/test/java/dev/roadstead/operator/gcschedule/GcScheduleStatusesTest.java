package dev.roadstead.operator.gcschedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.config.RuntimeStatus.GcRun;
import dev.roadstead.crd.GCSchedule;
import dev.roadstead.crd.GCScheduleStatus;
import dev.roadstead.operator.admin.Fleet;
import dev.roadstead.operator.condition.Conditions;
import dev.roadstead.operator.config.GcParts;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GcScheduleStatusesTest {
    private static final GCSchedule NIGHTLY = Serialization.unmarshal("""
            apiVersion: roadstead.dev/v1alpha1
            kind: GCSchedule
            metadata: {name: nightly, namespace: registries, generation: 3}
            spec: {registryRef: {name: harbour}, schedule: '@daily'}
            """, GCSchedule.class);

    private static Fleet.Word answer(RuntimeStatus.Gc gc) {
        RegistryConfig applied = new RegistryConfig(
                RegistryConfig.VERSION,
                "harbour",
                new RegistryConfig.Access(true, false, List.of()),
                RegistryConfig.Limits.DEFAULT,
                new RegistryConfig.Outbound(false),
                List.of(),
                GcParts.resolve(NIGHTLY));
        RuntimeStatus status = new RuntimeStatus(
                "1", Instant.EPOCH, "", true, List.of(), new RuntimeStatus.Usage(0, 0, 0, 0), null, List.of(), gc);
        return new Fleet.Word.Answer(status, Optional.of(applied));
    }

    private static GcRun run(boolean complete, boolean dry) {
        return run(complete, dry, null);
    }

    private static GcRun run(boolean complete, boolean dry, String plan) {
        return new GcRun(
                Instant.parse("2026-11-23T03:00:00.123Z"),
                Duration.ofSeconds(90),
                dry,
                complete,
                50,
                new GcRun.Removed(1, 2, 3, 4096, 5),
                new GcRun.Trash(6, 7, 8),
                9,
                10,
                plan,
                plan == null ? List.of() : List.of("blob for good: sha256:00"));
    }

    private static GCScheduleStatus status(RuntimeStatus.Gc gc) {
        return status(NIGHTLY, gc);
    }

    private static GCScheduleStatus status(GCSchedule schedule, RuntimeStatus.Gc gc) {
        var known = new GcScheduleStatuses.Known(true, "nightly", Optional.of(answer(gc)));
        Conditions conditions = new Conditions(List.of(), 3, Clock.systemUTC());
        GcScheduleStatuses.judge(schedule, known, conditions);
        return GcScheduleStatuses.of(schedule, known, conditions);
    }

    private static Condition condition(GCScheduleStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsOfTheLastRunAndOfWhatItLeft() {
        GCScheduleStatus status = status(
                new RuntimeStatus.Gc(null, Instant.parse("2026-11-24T00:00:00Z"), "now", run(true, false), null));

        assertThat(status.lastRun())
                .isEqualTo(new GCScheduleStatus.Run(
                        "2026-11-23T03:00:00Z", "1m30s", false, true, 50L, 1L, 2L, 3L, 4096L, 5L, null));
        assertThat(status.trash()).isEqualTo(new GCScheduleStatus.Trash(6L, 7L, 8L));
        assertThat(status.reclaimableBytes()).isEqualTo(9);
        assertThat(status.backlog()).isEqualTo(10);
        assertThat(status.nextRunTime()).isEqualTo("2026-11-24T00:00:00Z");
        assertThat(status.lastHandledRunNow()).isEqualTo("now");
        assertThat(condition(status, "Ready").getStatus()).isEqualTo("True");
        assertThat(condition(status, "LastRunSucceeded").getMessage())
                .isEqualTo("it put 1 manifests and 2 blobs into the trash, and deleted 3 blobs of 4096 bytes for good");
    }

    @Test
    void saysThatADryRunWasDry() {
        GCScheduleStatus status = status(new RuntimeStatus.Gc(null, null, null, run(true, true), null));

        assertThat(condition(status, "LastRunSucceeded").getMessage()).startsWith("a dry run: it would have put");
    }

    @Test
    void tellsOfARunThatFailedOrWasCutOff() {
        GCScheduleStatus failed = status(new RuntimeStatus.Gc(null, null, null, run(true, false), "disk full"));
        GCScheduleStatus cut = status(new RuntimeStatus.Gc(null, null, null, run(false, false), null));

        assertThat(condition(failed, "LastRunSucceeded").getReason()).isEqualTo("RunFailed");
        assertThat(condition(failed, "LastRunSucceeded").getMessage()).contains("disk full");
        assertThat(failed.lastError()).isEqualTo("disk full");
        assertThat(condition(cut, "LastRunSucceeded").getStatus()).isEqualTo("Unknown");
    }

    @Test
    void tellsOfAPlanAndHowToApproveIt() {
        GCScheduleStatus status = status(new RuntimeStatus.Gc(null, null, null, run(true, true, "5f2c"), null));

        assertThat(status.plan())
                .isEqualTo(new GCScheduleStatus.Plan(
                        "5f2c", "2026-11-23T03:00:00Z", 1L, 2L, 3L, 4096L, 5L, List.of("blob for good: sha256:00")));
        assertThat(condition(status, "ApprovalPending").getMessage()).contains("roadstead.dev/approve-plan=5f2c");
        assertThat(condition(status, "LastRunSucceeded").getMessage()).startsWith("it planned to put 1 manifests");
        assertThat(condition(status, "Ready").getStatus()).isEqualTo("True");
    }

    @Test
    void tellsOfAnApprovalOfAnotherPlan() {
        GCSchedule approved = Serialization.clone(NIGHTLY);
        approved.getMetadata().setAnnotations(Map.of("roadstead.dev/approve-plan", "0000"));

        GCScheduleStatus status =
                status(approved, new RuntimeStatus.Gc(null, null, null, run(true, true, "5f2c"), null));

        assertThat(condition(status, "ApprovalPending").getReason()).isEqualTo("PlanOutdated");
        assertThat(condition(status, "ApprovalPending").getMessage()).contains("0000", "5f2c");
    }

    @Test
    void hasNoPlanOnceItIsFollowed() {
        GCScheduleStatus status = status(new RuntimeStatus.Gc(null, null, null, run(true, false, "5f2c"), null));

        assertThat(status.plan()).isNull();
        assertThat(status.lastRun().plan()).isEqualTo("5f2c");
        assertThat(status.conditions())
                .noneMatch(condition -> condition.getType().equals("ApprovalPending"));
    }

    @Test
    void tellsOfALongRunWhileItIsUnderWay() {
        GCScheduleStatus status = status(new RuntimeStatus.Gc(123L, null, null, null, null));

        assertThat(status.examined()).isEqualTo(123);
        assertThat(condition(status, "Collecting").getStatus()).isEqualTo("True");
        assertThat(condition(status, "LastRunSucceeded").getReason()).isEqualTo("NotRunYet");
    }
}
