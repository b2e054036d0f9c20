package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is true of a NodeMirror.
@ApiObject
public record NodeMirrorStatus(
        @JsonPropertyDescription("Generation of the spec that this status tells of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Ready sums up; NodesConfigured, PullVerified and SpecHonoured are facts; Progressing, Stalled, Paused and DeletionBlocked stand only while true.")
        List<Condition> conditions,

        @JsonPropertyDescription("What agents act on: the spec with every reference resolved.") @Nullable
        Plan plan,

        @JsonPropertyDescription("Nodes by what they report.") @Nullable
        Nodes nodes,

        @JsonPropertyDescription("The nodes that need attention most, at most ten.")
        List<NodeProblem> worst) {
    public NodeMirrorStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        worst = worst == null ? List.of() : List.copyOf(worst);
    }

    /// Agents act on it, so an empty list is written as such: left out, it would leave standing what another writer put
    /// there.
    @ApiObject
    public record Plan(
            @JsonPropertyDescription("Generation that the plan was made from.") @Nullable
            Long generation,

            @JsonPropertyDescription("Content hash of the plan.") @Nullable
            String hash,

            @JsonPropertyDescription("Mirrors by host.") @JsonInclude
            List<PlannedMirror> mirrors,

            @JsonPropertyDescription("Hosts that are trusted.") @JsonInclude
            List<PlannedTrust> trust,

            @JsonPropertyDescription("As in the spec.") NodeMirrorSpec.@Nullable ForeignFiles foreignFiles) {
        public Plan {
            mirrors = mirrors == null ? List.of() : List.copyOf(mirrors);
            trust = trust == null ? List.of() : List.copyOf(trust);
        }
    }

    @ApiObject
    public record PlannedMirror(
            @JsonPropertyDescription("Host of image references, or *.") @Nullable
            String host,

            @JsonPropertyDescription("Endpoints in order.") List<PlannedEndpoint> endpoints,
            @JsonPropertyDescription("As in the spec.") NodeMirrorSpec.@Nullable Fallback fallback) {
        public PlannedMirror {
            endpoints = endpoints == null ? List.of() : List.copyOf(endpoints);
        }
    }

    @ApiObject
    public record PlannedEndpoint(
            @JsonPropertyDescription("URL that nodes can reach.") @Nullable
            String url,

            @JsonPropertyDescription("pull, resolve.") List<String> capabilities,

            @JsonPropertyDescription("Certificates that the endpoint's own chains to, in PEM.") @Nullable
            String caPem) {
        public PlannedEndpoint {
            capabilities = capabilities == null ? List.of() : List.copyOf(capabilities);
        }
    }

    @ApiObject
    public record PlannedTrust(
            @JsonPropertyDescription("The host.") @Nullable String host,

            @JsonPropertyDescription("Its CA certificates in PEM.") @Nullable
            String caPem) {}

    @ApiObject
    public record Nodes(
            @JsonPropertyDescription("Nodes that are selected.") @Nullable
            Integer total,

            @JsonPropertyDescription("Nodes whose pulls were proven to go through the mirror.") @Nullable
            Integer proven,

            @JsonPropertyDescription("Nodes that are configured but not proven yet.") @Nullable
            Integer applied,

            @JsonPropertyDescription("Nodes that have not reported this plan yet.") @Nullable
            Integer applying,

            @JsonPropertyDescription("Nodes where it failed.") @Nullable
            Integer failed,

            @JsonPropertyDescription("Nodes whose runtime cannot be configured.") @Nullable
            Integer unsupported,

            @JsonPropertyDescription("Nodes that are not Ready.") @Nullable
            Integer unreachable) {}

    @ApiObject
    public record NodeProblem(
            @JsonPropertyDescription("Name of the node.") @Nullable
            String node,

            @JsonPropertyDescription("Why, as one word.") @Nullable
            String reason,

            @JsonPropertyDescription("Why, and what to do.") @Nullable
            String message) {}
}
