package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is true of a Registry.
@ApiObject
public record RegistryStatus(
        @JsonPropertyDescription("Generation of the spec that this status tells of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Ready sums up; Reconciling, Stalled, Paused and DeletionBlocked stand only while true; StorageReady, DatabaseReady, CertificatesReady, ConfigApplied, Available and SpecHonoured are facts.")
        List<Condition> conditions,

        @JsonPropertyDescription("What clients call the registry.") @Nullable
        String url,

        @JsonPropertyDescription("Pods that exist.") @StatusReplicas @Nullable
        Integer replicas,

        @JsonPropertyDescription("Pods that are ready.") @Nullable
        Integer readyReplicas,

        @JsonPropertyDescription("Label selector of the pods, for the scale subresource.") @LabelSelector @Nullable
        String selector,

        @JsonPropertyDescription("Version of the runtime that serves.") @Nullable
        String version,

        @JsonPropertyDescription("Hash of the config document that every pod has applied.") @Nullable
        String configHash,

        @JsonPropertyDescription("What is stored.") @Nullable
        Usage usage,

        @JsonPropertyDescription("The serving certificate.") @Nullable
        Certificates certificates) {
    public RegistryStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    @ApiObject
    public record Usage(
            @JsonPropertyDescription("Bytes of all blobs, each counted once.") @Nullable
            Long blobBytes,

            @JsonPropertyDescription("Number of blobs.") @Nullable
            Long blobs,

            @JsonPropertyDescription("Number of repositories.") @Nullable
            Long repositories,

            @JsonPropertyDescription("Number of tags.") @Nullable
            Long tags) {}

    @ApiObject
    public record Certificates(
            @JsonPropertyDescription("When the serving certificate expires, RFC 3339.") @Nullable
            String notAfter,

            @JsonPropertyDescription("Hash of the CA certificate that clients must trust.") @Nullable
            String caHash) {}
}
