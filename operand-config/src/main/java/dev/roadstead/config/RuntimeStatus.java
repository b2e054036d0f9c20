package dev.roadstead.config;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a registry runtime answers to `GET /admin/v1/status`.
///
/// @param configHash hash of the applied document, as [RegistryConfigs#hash] makes it
/// @param certificateNotAfter expiry of the serving certificate now in use; absent on plain HTTP
public record RuntimeStatus(
        String version,
        Instant startedAt,
        String configHash,
        boolean ready,
        List<String> notReadyReasons,
        Usage usage,
        @Nullable Instant certificateNotAfter,
        List<ProxyCacheStatus> proxyCaches) {
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

    /// The answer to an accepted `PUT /admin/v1/config`.
    public record Applied(String configHash) {}

    /// The answer to a refused one (HTTP 422).
    public record Refused(String field, String message) {}
}
