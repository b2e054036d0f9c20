package dev.roadstead.operator.gcschedule;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.crd.GCSchedule;
import dev.roadstead.crd.GCScheduleStatus;
import dev.roadstead.operator.admin.Fleet;
import dev.roadstead.operator.condition.Conditions;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.condition.ReconcileException;
import dev.roadstead.operator.config.Durations;
import dev.roadstead.operator.config.GcParts;
import dev.roadstead.operator.naming.Labels;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The status of a GCSchedule from what is known: pure functions.
final class GcScheduleStatuses {
    static final String CONFIG_APPLIED = "ConfigApplied";
    static final String LAST_RUN_SUCCEEDED = "LastRunSucceeded";
    static final String COLLECTING = "Collecting";
    static final String APPROVAL_PENDING = "ApprovalPending";
    static final String SUSPENDED = "Suspended";
    static final String CONFLICT = "Conflict";

    private GcScheduleStatuses() {}

    /// What is known of a GCSchedule on one visit.
    ///
    /// @param hasRegistry whether the Registry that it names exists
    /// @param ruling name of the GCSchedule that the Registry follows
    /// @param word what the registry last said; empty when it was not asked yet
    record Known(boolean hasRegistry, String ruling, Optional<Fleet.Word> word) {

        private boolean isRuledBy(GCSchedule schedule) {
            return ruling.equals(schedule.getMetadata().getName());
        }

        /// What the registry says of this schedule's runs.
        Optional<RuntimeStatus.Gc> runs(GCSchedule schedule) {
            return isRuledBy(schedule) && word.isPresent() && word.get() instanceof Fleet.Word.Answer answer
                    ? Optional.ofNullable(answer.status().gc())
                    : Optional.empty();
        }
    }

    static void judge(GCSchedule schedule, Known known, Conditions conditions) {
        String registry = "Registry " + schedule.getSpec().registryRef().name();
        lastRun(known.runs(schedule), conditions);
        plan(known.runs(schedule)).ifPresent(plan -> approval(schedule, plan, conditions));
        if (!known.hasRegistry()) {
            conditions
                    .no(CONFIG_APPLIED, Reason.RegistryNotFound, "there is no " + registry)
                    .stalled(
                            Reason.RegistryNotFound,
                            "spec.registryRef names " + registry
                                    + ", which does not exist in this namespace: create it");
            return;
        }
        if (!known.isRuledBy(schedule)) {
            String message = registry + " follows the older GCSchedule " + known.ruling() + ": delete one of the two";
            conditions
                    .yes(CONFLICT, Reason.Conflict, message)
                    .no(CONFIG_APPLIED, Reason.Conflict, message)
                    .stalled(Reason.Conflict, message);
            return;
        }
        try {
            applied(schedule, registry, GcParts.resolve(schedule), known.word(), conditions);
        } catch (ReconcileException e) {
            String message = e.getMessage() + "; no garbage is collected until it is put right";
            conditions.no(CONFIG_APPLIED, e.reason(), message).stalled(e.reason(), message);
        }
    }

    private static void applied(
            GCSchedule schedule,
            String registry,
            RegistryConfig.Gc part,
            Optional<Fleet.Word> word,
            Conditions conditions) {
        boolean isSuspended = GcParts.isSuspended(schedule);
        if (isSuspended) {
            conditions.yes(SUSPENDED, Reason.Suspended, "spec.suspend is set: no runs begin");
        }
        RegistryConfig.Gc wanted = isSuspended ? null : part;
        if (word.isPresent() && word.get() instanceof Fleet.Word.Silence) {
            String message = registry + " does not answer; see its conditions";
            conditions
                    .no(CONFIG_APPLIED, Reason.RegistryNotReady, message)
                    .reconciling(Reason.RegistryNotReady, message);
        } else if (word.isPresent()
                && word.get() instanceof Fleet.Word.Answer answer
                && answer.applied().isPresent()
                && Objects.equals(answer.applied().get().gc(), wanted)) {
            String message = isSuspended ? "suspended: no garbage is collected" : "the registry follows this schedule";
            conditions.yes(CONFIG_APPLIED, Reason.ConfigApplied, message).ready(message);
        } else {
            conditions
                    .no(CONFIG_APPLIED, Reason.ConfigPending, "the registry has not applied this schedule yet")
                    .reconciling(
                            Reason.RegistryNotReady,
                            "waits for " + registry + " to apply it; see that Registry's conditions");
        }
    }

    private static void lastRun(Optional<RuntimeStatus.Gc> runs, Conditions conditions) {
        if (runs.isEmpty()) {
            // What was known stays: it is about the past.
            conditions.keep(LAST_RUN_SUCCEEDED);
            if (!conditions.has(LAST_RUN_SUCCEEDED)) {
                conditions.unknown(LAST_RUN_SUCCEEDED, Reason.NotRunYet, "no run is known of");
            }
            return;
        }
        RuntimeStatus.Gc gc = runs.get();
        if (gc.examined() != null) {
            conditions.yes(COLLECTING, Reason.Collecting, "a run is under way; see status.examined");
        }
        RuntimeStatus.GcRun last = gc.lastRun();
        if (gc.lastError() != null) {
            conditions.no(
                    LAST_RUN_SUCCEEDED,
                    Reason.RunFailed,
                    "the last run failed, and the next one goes on from there: " + gc.lastError());
        } else if (last == null) {
            conditions.unknown(LAST_RUN_SUCCEEDED, Reason.NotRunYet, "the first run is yet to come");
        } else if (!last.complete()) {
            conditions.unknown(
                    LAST_RUN_SUCCEEDED,
                    Reason.RunCutOff,
                    "the last run was cut off, and the next one goes on from there");
        } else {
            conditions.yes(LAST_RUN_SUCCEEDED, Reason.RunCompleted, sentence(last));
        }
    }

    private static Optional<RuntimeStatus.GcRun> plan(Optional<RuntimeStatus.Gc> runs) {
        return runs.map(RuntimeStatus.Gc::lastRun).filter(RuntimeStatus.GcRun::awaitsApproval);
    }

    private static void approval(GCSchedule schedule, RuntimeStatus.GcRun run, Conditions conditions) {
        String plan = String.valueOf(run.plan());
        Optional<String> approved = GcParts.approvedPlan(schedule);
        if (approved.isEmpty()) {
            conditions.yes(
                    APPROVAL_PENDING,
                    Reason.PlanReady,
                    "status.plan tells what is due; annotate " + Labels.APPROVE_PLAN + "=" + plan + " to let it go");
        } else if (!approved.get().equals(plan)) {
            conditions.yes(
                    APPROVAL_PENDING,
                    Reason.PlanOutdated,
                    "the annotation " + Labels.APPROVE_PLAN + " approves " + approved.get() + ", and the plan is now "
                            + plan + ": look at status.plan again");
        }
    }

    private static String sentence(RuntimeStatus.GcRun run) {
        var removed = run.removed();
        String start = run.awaitsApproval()
                ? "it planned to put "
                : run.dryRun() ? "a dry run: it would have put " : "it put ";
        return start + removed.manifests() + " manifests and "
                + removed.blobs() + " blobs into the trash, and deleted "
                + removed.reclaimedBlobs() + " blobs of " + removed.reclaimedBytes() + " bytes for good";
    }

    /// What the registry said; what it said before, while it is silent.
    static GCScheduleStatus of(GCSchedule schedule, Known known, Conditions conditions) {
        Long generation = schedule.getMetadata().getGeneration();
        return known.runs(schedule)
                .map(gc -> of(gc, generation, conditions))
                .orElseGet(() -> withConditions(schedule.getStatus(), generation, conditions));
    }

    private static GCScheduleStatus of(RuntimeStatus.Gc gc, @Nullable Long generation, Conditions conditions) {
        RuntimeStatus.GcRun last = gc.lastRun();
        return new GCScheduleStatus(
                generation,
                conditions.toList(),
                gc.nextRun() == null ? null : gc.nextRun().toString(),
                gc.examined(),
                last == null ? null : run(last),
                plan(Optional.of(gc)).map(GcScheduleStatuses::plan).orElse(null),
                last == null
                        ? null
                        : new GCScheduleStatus.Trash(
                                last.trash().manifests(),
                                last.trash().blobs(),
                                last.trash().bytes()),
                last == null ? null : last.reclaimableBytes(),
                last == null ? null : last.backlog(),
                gc.handledRunNow(),
                gc.lastError());
    }

    private static GCScheduleStatus.Run run(RuntimeStatus.GcRun run) {
        return new GCScheduleStatus.Run(
                Instant.ofEpochSecond(run.startedAt().getEpochSecond()).toString(),
                Durations.write(run.duration()),
                run.dryRun(),
                run.complete(),
                run.examined(),
                run.removed().manifests(),
                run.removed().blobs(),
                run.removed().reclaimedBlobs(),
                run.removed().reclaimedBytes(),
                run.removed().uploads(),
                run.plan());
    }

    private static GCScheduleStatus.Plan plan(RuntimeStatus.GcRun run) {
        return new GCScheduleStatus.Plan(
                run.plan(),
                Instant.ofEpochSecond(run.startedAt().getEpochSecond()).toString(),
                run.removed().manifests(),
                run.removed().blobs(),
                run.removed().reclaimedBlobs(),
                run.removed().reclaimedBytes(),
                run.removed().uploads(),
                run.planned());
    }

    /// The spec is not acted on, so its generation counts as not seen.
    static GCScheduleStatus paused(GCSchedule schedule, Conditions conditions) {
        GCScheduleStatus old = schedule.getStatus();
        conditions
                .keepAll()
                .yes(Conditions.PAUSED, Reason.Paused, "annotation " + Labels.PAUSED + " is set: nothing is changed");
        return withConditions(old, old == null ? null : old.observedGeneration(), conditions);
    }

    /// A visit that did not get to its end.
    static GCScheduleStatus failed(GCSchedule schedule, Conditions conditions) {
        return withConditions(schedule.getStatus(), schedule.getMetadata().getGeneration(), conditions);
    }

    private static GCScheduleStatus withConditions(
            @Nullable GCScheduleStatus old, @Nullable Long generation, Conditions conditions) {
        return old == null
                ? new GCScheduleStatus(
                        generation, conditions.toList(), null, null, null, null, null, null, null, null, null)
                : new GCScheduleStatus(
                        generation,
                        conditions.toList(),
                        null,
                        null,
                        old.lastRun(),
                        old.plan(),
                        old.trash(),
                        old.reclaimableBytes(),
                        old.backlog(),
                        old.lastHandledRunNow(),
                        old.lastError());
    }
}
