package dev.roadstead.operator.config;

import dev.roadstead.config.CronExpression;
import dev.roadstead.config.RegistryConfig;
import dev.roadstead.crd.GCSchedule;
import dev.roadstead.crd.GCScheduleSpec;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.condition.ReconcileException;
import dev.roadstead.operator.naming.Labels;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The GCSchedule of one Registry as its config document holds it. Of several the oldest rules.
public final class GcParts {
    private static final Duration LEAST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration STANDARD_INTERVAL = Duration.ofMinutes(1);

    private GcParts() {}

    /// Null when no garbage is to be collected. A paused GCSchedule keeps the part that it has.
    ///
    /// @param schedules of one Registry
    /// @param before the part of the document as it stands
    public static RegistryConfig.@Nullable Gc of(List<GCSchedule> schedules, RegistryConfig.@Nullable Gc before) {
        Optional<GCSchedule> ruling = ruling(schedules);
        if (ruling.isEmpty()) {
            return null;
        }
        if (Labels.isPaused(ruling.get())) {
            return before;
        }
        try {
            return isSuspended(ruling.get()) ? null : resolve(ruling.get());
        } catch (ReconcileException e) {
            // It says so itself.
            return null;
        }
    }

    /// The oldest.
    public static Optional<GCSchedule> ruling(List<GCSchedule> schedules) {
        return schedules.stream()
                .filter(schedule -> schedule.getMetadata().getDeletionTimestamp() == null)
                .min(Comparator.comparing((GCSchedule schedule) -> Optional.ofNullable(
                                        schedule.getMetadata().getCreationTimestamp())
                                .orElse(""))
                        .thenComparing(schedule -> schedule.getMetadata().getName()));
    }

    public static boolean isSuspended(GCSchedule schedule) {
        return Boolean.TRUE.equals(schedule.getSpec().suspend());
    }

    /// What the user approved, whether or not there is such a plan.
    public static Optional<String> approvedPlan(GCSchedule schedule) {
        return Optional.ofNullable(annotation(schedule, Labels.APPROVE_PLAN));
    }

    private static RegistryConfig.Gc.@Nullable Approval approval(GCSchedule schedule) {
        return schedule.getSpec().approval() == GCScheduleSpec.Approval.Required
                ? new RegistryConfig.Gc.Approval(annotation(schedule, Labels.APPROVE_PLAN))
                : null;
    }

    /// @throws ReconcileException when it cannot be followed
    public static RegistryConfig.Gc resolve(GCSchedule schedule) {
        GCScheduleSpec spec = schedule.getSpec();
        RegistryConfig.Gc standard = RegistryConfig.Gc.DEFAULT;
        GCScheduleSpec.Iops iops = spec.iops();
        return new RegistryConfig.Gc(
                cron(spec.schedule()),
                zone(spec.timeZone() == null ? standard.timeZone() : spec.timeZone()),
                spec.continuous() == null ? null : interval(spec.continuous().interval()),
                time(spec.gracePeriod(), standard.grace(), "spec.gracePeriod"),
                spec.untagged() == null
                        ? null
                        : time(spec.untagged().keepFor(), Duration.ZERO, "spec.untagged.keepFor"),
                time(
                        spec.trash() == null ? null : spec.trash().keepFor(),
                        standard.trashKeepFor(),
                        "spec.trash.keepFor"),
                time(
                        spec.uploads() == null ? null : spec.uploads().abandonedAfter(),
                        standard.uploadsAbandonedAfter(),
                        "spec.uploads.abandonedAfter"),
                iops == null || iops.maxDeletesPerSecond() == null
                        ? standard.maxDeletesPerSecond()
                        : iops.maxDeletesPerSecond(),
                time(
                        iops == null ? null : iops.pauseAboveLatency(),
                        standard.pauseAboveLatency(),
                        "spec.iops.pauseAboveLatency"),
                Boolean.TRUE.equals(spec.dryRun()),
                approval(schedule),
                annotation(schedule, Labels.RUN_NOW));
    }

    private static @Nullable String cron(@Nullable String schedule) {
        if (schedule == null) {
            return null;
        }
        try {
            CronExpression.parse(schedule);
            return schedule.strip();
        } catch (IllegalArgumentException e) {
            throw new ReconcileException(Reason.ScheduleInvalid, "spec.schedule " + e.getMessage());
        }
    }

    private static String zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new ReconcileException(
                    Reason.ScheduleInvalid,
                    "spec.timeZone " + name + " is no name of the tz database such as Europe/Berlin");
        }
        return name;
    }

    private static Duration interval(@Nullable String text) {
        Duration interval = time(text, STANDARD_INTERVAL, "spec.continuous.interval");
        if (interval.compareTo(LEAST_INTERVAL) < 0) {
            throw new ReconcileException(
                    Reason.ScheduleInvalid, "spec.continuous.interval must be one second (1s) at least");
        }
        return interval;
    }

    private static Duration time(@Nullable String text, Duration standard, String field) {
        try {
            return text == null ? standard : Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ReconcileException(Reason.ScheduleInvalid, field + ": " + e.getMessage());
        }
    }

    private static @Nullable String annotation(GCSchedule schedule, String name) {
        Map<String, String> annotations = schedule.getMetadata().getAnnotations();
        String value = annotations == null ? null : annotations.get(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
