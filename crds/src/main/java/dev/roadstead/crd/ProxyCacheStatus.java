package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is true of a ProxyCache.
@ApiObject
public record ProxyCacheStatus(
        @JsonPropertyDescription("Generation of the spec that this status tells of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Ready sums up; ConfigApplied, UpstreamReachable, CredentialsValid and SpecHonoured are facts; Stalled and Conflict stand only while true.")
        List<Condition> conditions,

        @JsonPropertyDescription("Requests served from the cache.") @Nullable
        Long hits,

        @JsonPropertyDescription("Requests that asked the upstream.") @Nullable
        Long misses,

        @JsonPropertyDescription("Requests served from the cache because the upstream failed.") @Nullable
        Long staleServed,

        @JsonPropertyDescription("Bytes served that were not fetched.") @Nullable
        Long bytesSaved,

        @JsonPropertyDescription("What the upstream last said is left of its rate limit.") @Nullable
        Long rateLimitRemaining,

        @JsonPropertyDescription("Last error of the upstream.") @Nullable
        String lastError) {
    public ProxyCacheStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
