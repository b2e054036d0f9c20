package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import org.jspecify.annotations.Nullable;

/// What a registry is to be.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.replicas) || self.replicas <= 1 || !has(self.storage.filesystem)",
        fieldPath = ".replicas",
        message = "replicas above 1 need storage that replicas can share: set storage.s3 or storage.bucketClaim")
@ValidationRule(
        value =
                "!has(self.replicas) || self.replicas <= 1 || (has(self.database) && has(self.database.postgresql))",
        fieldPath = ".replicas",
        message = "replicas above 1 need a database that replicas can share: set database.postgresql")
@ValidationRule(
        value = "(has(self.database) && has(self.database.postgresql)) =="
                + " (has(oldSelf.database) && has(oldSelf.database.postgresql))",
        fieldPath = ".database",
        message = "the kind of database cannot change after creation: create another Registry and replicate into it")
@ValidationRule(
        value = "!has(self.expose) || !has(self.expose.ingress) || has(self.host)",
        fieldPath = ".expose",
        message = "expose.ingress needs spec.host: set it to the name that clients use")
@ValidationRule(
        value = "!has(self.expose) || !has(self.expose.gateway) || has(self.host)",
        fieldPath = ".expose",
        message = "expose.gateway needs spec.host: set it to the name that clients use")
public record RegistrySpec(
        @JsonPropertyDescription("Number of registry pods. More than 1 needs storage.s3 or storage.bucketClaim, and"
                + " database.postgresql.")
        @Default("1")
        @Min(1)
        @Max(64)
        @SpecReplicas
        @Nullable Integer replicas,

        @JsonPropertyDescription("What clients call this registry: host or host:port, lower case, without scheme."
                + " Absent means <name>.<namespace>.svc and the Service's port.")
        @Size(min = 1, max = Api.HOST_LENGTH)
        @Pattern(Api.HOST)
        @Nullable String host,

        @JsonPropertyDescription("Where blobs are stored. Exactly one kind, which cannot change after creation.") @Required
        RegistryStorage storage,

        @JsonPropertyDescription(
                "Where metadata is stored. At most one kind, which cannot change after creation; absent means embedded.")
        @Nullable RegistryDatabase database,

        @JsonPropertyDescription("Where the serving certificate comes from. At most one; absent means operatorIssued.")
        @Nullable RegistryTls tls,

        @JsonPropertyDescription("Who may do what without an account.") @Nullable RegistryAccess access,

        @JsonPropertyDescription("How the registry is reached from inside and outside of the cluster.")
        @Nullable RegistryExpose expose,

        @JsonPropertyDescription("Limits on what clients may send.") @Nullable RegistryLimits limits,

        @JsonPropertyDescription("Changes to the pods that run the registry.") @Nullable RegistryTemplate template,

        @JsonPropertyDescription("What becomes of the data (volume, bucket, database) when the Registry is deleted.") @Default("Retain")
        @Nullable DeletionPolicy deletionPolicy) {

    /// Constants are spelled as users write them.
    public enum DeletionPolicy {
        Retain,
        Delete
    }
}
