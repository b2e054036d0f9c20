package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is true of a GCSchedule.
@ApiObject
public record GCScheduleStatus(
        @JsonPropertyDescription("Generation of the spec that this status tells of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Ready sums up; ConfigApplied and LastRunSucceeded are facts; Suspended, Collecting, ApprovalPending, Stalled and Conflict stand only while true.")
        List<Condition> conditions,

        @JsonPropertyDescription("When the next run of the schedule is due.") @Nullable
        String nextRunTime,

        @JsonPropertyDescription(
                "Reviews, and things in the trash, that the run under way looked at, once it takes longer than some seconds.")
        @Nullable
        Long examined,

        @JsonPropertyDescription(
                "The last run that was asked for, was due by the schedule, or found other things than the one before it.")
        @Nullable
        Run lastRun,

        @JsonPropertyDescription("What waits to be approved, with spec.approval Required.") @Nullable
        Plan plan,

        @JsonPropertyDescription("What can be restored, after the last run.") @Nullable
        Trash trash,

        @JsonPropertyDescription("Bytes past their time in the trash: the next run makes them free.") @Nullable
        Long reclaimableBytes,

        @JsonPropertyDescription("What is due and was not done by the last run.") @Nullable
        Long backlog,

        @JsonPropertyDescription("Value of the annotation roadstead.dev/run-now that was last followed.") @Nullable
        String lastHandledRunNow,

        @JsonPropertyDescription("Why the last run failed.") @Nullable
        String lastError) {
    public GCScheduleStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    @ApiObject
    public record Run(
            @JsonPropertyDescription("When it began.") @Nullable
            String startTime,

            @JsonPropertyDescription("How long it took, such as 1m30s.") @Nullable
            String duration,

            @JsonPropertyDescription("Whether it only told what it would take.") @Nullable
            Boolean dryRun,

            @JsonPropertyDescription("Whether it got to its end.") @Nullable
            Boolean complete,

            @JsonPropertyDescription("Reviews, and things in the trash, that it looked at.") @Nullable
            Long examined,

            @JsonPropertyDescription("Manifests that went to the trash.") @Nullable
            Long trashedManifests,

            @JsonPropertyDescription("Blobs that went to the trash.") @Nullable
            Long trashedBlobs,

            @JsonPropertyDescription("Blobs that went for good.") @Nullable
            Long reclaimedBlobs,

            @JsonPropertyDescription("Their bytes.") @Nullable
            Long reclaimedBytes,

            @JsonPropertyDescription("Uploads that nobody continued.") @Nullable
            Long endedUploads,

            @JsonPropertyDescription("Name of the plan that it made or followed.") @Nullable
            String plan) {}

    @ApiObject
    public record Plan(
            @JsonPropertyDescription("Value of the annotation roadstead.dev/approve-plan that approves it.") @Nullable
            String name,

            @JsonPropertyDescription("When it was made.") @Nullable
            String time,

            @JsonPropertyDescription("Manifests that go to the trash.") @Nullable
            Long trashedManifests,

            @JsonPropertyDescription("Blobs that go to the trash.") @Nullable
            Long trashedBlobs,

            @JsonPropertyDescription("Blobs that go for good.") @Nullable
            Long reclaimedBlobs,

            @JsonPropertyDescription("Their bytes.") @Nullable
            Long reclaimedBytes,

            @JsonPropertyDescription("Uploads that nobody continued.") @Nullable
            Long endedUploads,

            @JsonPropertyDescription("The first of all that.")
            List<String> sample) {
        public Plan {
            sample = sample == null ? List.of() : List.copyOf(sample);
        }
    }

    @ApiObject
    public record Trash(
            @JsonPropertyDescription("Manifests.") @Nullable Long manifests,

            @JsonPropertyDescription("Blobs.") @Nullable Long blobs,

            @JsonPropertyDescription("Bytes of the blobs.") @Nullable
            Long bytes) {}
}
