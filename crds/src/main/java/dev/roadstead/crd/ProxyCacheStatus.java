package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a pull-through cache is. Counters are sums over the registry's pods and start again with them.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProxyCacheStatus(
        @JsonPropertyDescription("Generation of the spec that this status is about.") @Nullable Long observedGeneration,

        @JsonPropertyDescription("Facts about the cache: Ready; Reconciling and Stalled only while true;"
                + " UpstreamReachable, CredentialsValid, ConfigApplied, …")
        @Size(max = 32)
        @Nullable List<Condition> conditions,

        @JsonPropertyDescription("What to put before an upstream repository to pull it through this cache.") @Size(max = 512)
        @Nullable String pullPrefix,

        @JsonPropertyDescription("Requests that were served from the cache.") @Min(0) @Nullable Long hits,
        @JsonPropertyDescription("Requests that had to ask the upstream.") @Min(0) @Nullable Long misses,

        @JsonPropertyDescription("Requests that were served from the cache because the upstream could not be reached.")
        @Min(0)
        @Nullable Long staleServed,

        @JsonPropertyDescription("Bytes that were received from the upstream.") @Min(0) @Nullable Long bytesFromUpstream,

        @JsonPropertyDescription("Bytes that clients received and the upstream did not have to send.") @Min(0)
        @Nullable Long bytesSaved,

        @JsonPropertyDescription("Requests that the upstream still allows, where it says so.") @Min(0)
        @Nullable Long rateLimitRemaining,

        @JsonPropertyDescription("When the upstream last answered (RFC 3339).") @Size(max = 64)
        @Nullable String lastContact,

        @JsonPropertyDescription("The last failure of the upstream.") @Size(max = 4096) @Nullable String lastError) {

    public ProxyCacheStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
