package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a registry is.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistryStatus(
        @JsonPropertyDescription("Generation of the spec that this status is about.") @Nullable Long observedGeneration,

        @JsonPropertyDescription("Facts about the registry: Ready; Reconciling and Stalled only while true;"
                + " StorageReady, DatabaseReady, CertificatesReady, ConfigApplied, Available, …")
        @Size(max = 32)
        @Nullable List<Condition> conditions,

        @JsonPropertyDescription("Where clients reach the registry.") @Size(max = Api.URL_LENGTH) @Nullable String url,

        @JsonPropertyDescription("Registry pods that exist.") @Min(0) @StatusReplicas @Nullable Integer replicas,

        @JsonPropertyDescription("Registry pods that are ready and run the current config.") @Min(0)
        @Nullable Integer readyReplicas,

        @JsonPropertyDescription("Label selector of the registry pods.") @Size(max = 1024) @LabelSelector
        @Nullable String selector,

        @JsonPropertyDescription("Version of the registry that is running.") @Size(max = 128)
        @Nullable String version,

        @JsonPropertyDescription("Hash of the config that every ready pod has applied.") @Size(max = 128)
        @Nullable String configHash,

        @JsonPropertyDescription("What the registry holds.") @Nullable Usage usage,

        @JsonPropertyDescription("The serving certificate.") @Nullable Certificates certificates) {

    public RegistryStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /// What the registry holds.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Usage(
            @JsonPropertyDescription("Size of all blobs, in bytes.") @Min(0) @Nullable Long blobBytes,
            @JsonPropertyDescription("Number of blobs.") @Min(0) @Nullable Long blobs,
            @JsonPropertyDescription("Number of repositories.") @Min(0) @Nullable Long repositories,
            @JsonPropertyDescription("Number of tags.") @Min(0) @Nullable Long tags) {}

    /// The serving certificate.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Certificates(
            @JsonPropertyDescription("When the serving certificate expires (RFC 3339).") @Size(max = 64)
            @Nullable String notAfter,

            @JsonPropertyDescription("Hash of the certificates that clients must trust.") @Size(max = 128)
            @Nullable String caHash) {}
}
