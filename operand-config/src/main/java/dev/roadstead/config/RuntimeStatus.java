package dev.roadstead.config;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a registry runtime answers to `GET /admin/v1/status`.
///
/// @param configHash hash of the applied document, as [RegistryConfigs#hash] makes it
/// @param gc absent where no garbage is collected
/// @param certificateNotAfter expiry of the serving certificate now in use; absent on plain HTTP
public record RuntimeStatus(
        String version,
        Instant startedAt,
        String configHash,
        boolean ready,
        List<String> notReadyReasons,
        Usage usage,
        @Nullable Instant certificateNotAfter,
        List<ProxyCacheStatus> proxyCaches,
        @Nullable Gc gc) {
    public RuntimeStatus {
        notReadyReasons = Lists.copyOf(notReadyReasons);
        proxyCaches = Lists.copyOf(proxyCaches);
    }

    public record Usage(long blobBytes, long blobs, long repositories, long tags) {}

    /// @param upstreamReachable absent until the upstream was asked once
    /// @param credentialsValid absent until the upstream judged them
    public record ProxyCacheStatus(
            String name,
            @Nullable Boolean upstreamReachable,
            @Nullable Boolean credentialsValid,
            @Nullable String lastError,
            @Nullable Instant lastContact,
            @Nullable Long rateLimitRemaining,
            long hits,
            long misses,
            long staleServed,
            long bytesFromUpstream,
            long bytesServed) {}

    /// Garbage collection.
    ///
    /// @param examined reviews, and things in the trash, that a long run under way looked at; absent otherwise
    /// @param nextRun of a schedule; absent where runs follow each other
    /// @param handledRunNow the last wish for a run that was followed
    /// @param lastRun the last one that was asked for, was due by a schedule, or found other things than the one
    ///   before it
    /// @param lastError why the last run did not end; absent if it did
    public record Gc(
            @Nullable Long examined,
            @Nullable Instant nextRun,
            @Nullable String handledRunNow,
            @Nullable GcRun lastRun,
            @Nullable String lastError) {}

    /// What a run did, or in a dry run would have done, and what it left.
    ///
    /// @param complete false when it was cut off
    /// @param trash what can be restored
    /// @param reclaimableBytes of what is past its time in the trash
    /// @param backlog what is due and was not done
    /// @param plan name of the plan that a dry run made, or that a real one followed; absent where nothing is to be
    ///   approved
    /// @param planned some of what a plan takes: digests of manifests and blobs, ids of uploads
    public record GcRun(
            Instant startedAt,
            Duration duration,
            boolean dryRun,
            boolean complete,
            long examined,
            Removed removed,
            Trash trash,
            long reclaimableBytes,
            long backlog,
            @Nullable String plan,
            List<String> planned) {
        public GcRun {
            planned = Lists.copyOf(planned);
        }

        /// Whether it waits to be approved.
        public boolean awaitsApproval() {
            return dryRun && plan != null;
        }

        /// @param manifests to the trash
        /// @param blobs to the trash
        /// @param reclaimedBlobs out of the trash, for good
        /// @param uploads that nobody continued
        public record Removed(long manifests, long blobs, long reclaimedBlobs, long reclaimedBytes, long uploads) {}

        public record Trash(long manifests, long blobs, long bytes) {}
    }

    /// The answer to an accepted `PUT /admin/v1/config`.
    public record Applied(String configHash) {}

    /// The answer to a refused one (HTTP 422).
    public record Refused(String field, String message) {}
}
