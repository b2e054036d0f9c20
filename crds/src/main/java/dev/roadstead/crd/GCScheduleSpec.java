package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// What a user wants of a GCSchedule.
@ApiObject
@ValidationRule(
        value = "has(self.schedule) != has(self.continuous)",
        message = "spec must hold exactly one of schedule and continuous")
public record GCScheduleSpec(
        @JsonPropertyDescription("The Registry whose garbage is collected.")
        @Required
        @ValidationRule(
                value = "self.name == oldSelf.name",
                message = "spec.registryRef cannot be changed: create another GCSchedule")
        RegistryReference registryRef,

        @JsonPropertyDescription(
                "When runs begin, as a CronJob has it: five fields such as 0 3 * * *, or a name such as @daily. A run that a restart missed by less than an hour is made up for.")
        @Size(min = 1, max = 100)
        @ValidationRule(value = Api.IS_CRON, message = Api.CRON_MESSAGE)
        @Nullable
        String schedule,

        @JsonPropertyDescription("Time zone of the schedule, by its name in the tz database, such as Europe/Berlin.")
        @Default("Etc/UTC")
        @Size(min = 1, max = 64)
        @Nullable
        String timeZone,

        @JsonPropertyDescription("One run after the other, with a rest between them.") @Nullable
        Continuous continuous,

        @JsonPropertyDescription("Whether no runs begin for now; the one under way ends.") @Default("false") @Nullable
        Boolean suspend,

        @JsonPropertyDescription(
                "How long everything stays that a client may still count on: what it pushed, or was told is there.")
        @Default("24h")
        @Size(max = 20)
        @ValidationRule(value = Api.IS_DURATION, message = Api.DURATION_MESSAGE)
        @Nullable
        String gracePeriod,

        @JsonPropertyDescription("Manifests that no tag, index or subject holds; kept for ever when absent.") @Nullable
        Untagged untagged,

        @JsonPropertyDescription("What was deleted or collected, and can be restored.") @Nullable
        Trash trash,

        @JsonPropertyDescription("Uploads that were begun and not ended.") @Nullable
        Uploads uploads,

        @JsonPropertyDescription("How much of the disk's and the database's time runs may take.") @Nullable
        Iops iops,

        @JsonPropertyDescription("Whether runs only tell what they would take.") @Default("false") @Nullable
        Boolean dryRun,

        @JsonPropertyDescription(
                "With Required, runs plan only: status.plan tells what is due, and goes once the annotation roadstead.dev/approve-plan names it. What was not due when the plan was made is left alone.")
        @Default("Automatic")
        @Nullable
        Approval approval) {

    public enum Approval {
        Automatic,
        Required
    }

    @ApiObject
    public record Continuous(
            @JsonPropertyDescription("From the end of a run to the start of the next, such as 1m; one second at least.")
            @Default("1m")
            @Size(max = 20)
            @ValidationRule(value = Api.IS_DURATION, message = Api.DURATION_MESSAGE)
            @Nullable
            String interval) {}

    @ApiObject
    public record Untagged(
            @JsonPropertyDescription("How long they are kept, such as 30d.")
            @Required
            @Size(max = 20)
            @ValidationRule(value = Api.IS_DURATION, message = Api.DURATION_MESSAGE)
            String keepFor) {}

    @ApiObject
    public record Trash(
            @JsonPropertyDescription("How long it is kept, such as 7d. Only then its bytes are free.")
            @Default("7d")
            @Size(max = 20)
            @ValidationRule(value = Api.IS_DURATION, message = Api.DURATION_MESSAGE)
            @Nullable
            String keepFor) {}

    @ApiObject
    public record Uploads(
            @JsonPropertyDescription(
                    "How long nobody has to continue one until it is ended, such as 24h. The Registry's spec.limits.uploadTimeout holds as well.")
            @Default("24h")
            @Size(max = 20)
            @ValidationRule(value = Api.IS_DURATION, message = Api.DURATION_MESSAGE)
            @Nullable
            String abandonedAfter) {}

    @ApiObject
    public record Iops(
            @JsonPropertyDescription("Objects deleted in a second, at most.")
            @Default("100")
            @Min(1)
            @Max(100000)
            @Nullable
            Integer maxDeletesPerSecond,

            @JsonPropertyDescription("When the run's own changes wait longer for the disk than this, it stands back.")
            @Default("250ms")
            @Size(max = 20)
            @ValidationRule(value = Api.IS_DURATION, message = Api.DURATION_MESSAGE)
            @Nullable
            String pauseAboveLatency) {}
}
