package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import org.jspecify.annotations.Nullable;

/// What a user wants of a Registry.
@ApiObject
@ValidationRule(
        value = "!has(self.replicas) || self.replicas <= 1 || ((has(self.storage.s3) || has(self.storage.bucketClaim))"
                + " && has(self.database) && has(self.database.postgresql))",
        message =
                "spec.replicas above 1 needs storage that replicas can share (spec.storage.s3 or spec.storage.bucketClaim)"
                        + " and spec.database.postgresql")
@ValidationRule(
        value = "(has(self.database) && has(self.database.postgresql))"
                + " == (has(oldSelf.database) && has(oldSelf.database.postgresql))",
        message = "the kind of spec.database cannot be changed: create another Registry and replicate to it")
public record RegistrySpec(
        @JsonPropertyDescription(
                "Number of registry pods. More than one needs spec.storage.s3 (or bucketClaim) and spec.database.postgresql.")
        @Default("1")
        @Min(0)
        @Max(50)
        @SpecReplicas
        @Nullable
        Integer replicas,

        @JsonPropertyDescription(
                "What clients call this registry in image references: host or host:port, without a scheme. Default: <name>.<namespace>.svc and the Service's port.")
        @Size(min = 1, max = 253)
        @ValidationRule(value = Api.IS_HOST, message = Api.HOST_MESSAGE)
        @Nullable
        String host,

        @JsonPropertyDescription(
                "Where blobs are kept: exactly one of filesystem, s3, bucketClaim. The kind of storage cannot be changed.")
        @Required
        StorageSpec storage,

        @JsonPropertyDescription(
                "Where metadata is kept: embedded (SQLite beside the blobs, the default) or postgresql.")
        @Nullable
        DatabaseSpec database,

        @JsonPropertyDescription(
                "Where the serving certificate comes from: operatorIssued (the default), secretRef, certManager or disabled (plain HTTP).")
        @Nullable
        TlsSpec tls,

        @JsonPropertyDescription(
                "Who may use the registry. An administrator's account is made in the Secret <name>-admin.")
        @Default("{}")
        @Nullable
        Access access,

        @JsonPropertyDescription("How clients reach the registry.") @Default("{}") @Nullable
        ExposeSpec expose,

        @JsonPropertyDescription("Bounds on what clients may send.") @Default("{}") @Nullable
        Limits limits,

        @JsonPropertyDescription("What of the pods may be set.") @Nullable
        PodTemplate template,

        @JsonPropertyDescription(
                "What becomes of the data (volume, bucket, database) when the Registry is deleted: Retain (the default) keeps it.")
        @Default("Retain")
        @Nullable
        DeletionPolicy deletionPolicy) {

    public enum DeletionPolicy {
        Retain,
        Delete
    }

    @ApiObject
    public record Access(
            @JsonPropertyDescription(
                    "Whether anyone may pull without an account. Nodes that mirror through this registry need it.")
            @Default("false")
            @Nullable
            Boolean anonymousPull) {}

    @ApiObject
    public record Limits(
            @JsonPropertyDescription(
                    "Largest manifest that is accepted. The distribution specification asks for 4Mi at least.")
            @Default("4Mi")
            @ValidationRule(
                    value = "isQuantity(string(self)) && quantity(string(self)).compareTo(quantity('4Mi')) >= 0"
                            + " && quantity(string(self)).compareTo(quantity('64Mi')) <= 0",
                    message = "must be a quantity from 4Mi to 64Mi")
            @Nullable
            Quantity maxManifestSize,

            @JsonPropertyDescription("Largest blob that is accepted.")
            @Default("100Gi")
            @ValidationRule(value = Api.IS_SIZE, message = Api.SIZE_MESSAGE)
            @Nullable
            Quantity maxBlobSize,

            @JsonPropertyDescription("How long an upload that receives nothing is kept, such as 24h or 90m.")
            @Default("24h")
            @Size(max = 20)
            @ValidationRule(value = Api.IS_DURATION, message = Api.DURATION_MESSAGE)
            @Nullable
            String uploadTimeout,

            @JsonPropertyDescription(
                    "What becomes of an image manifest that is pushed before its blobs: Refuse (the default) or Accept. An index may always come before its manifests.")
            @Default("Refuse")
            @Nullable
            SparseManifests sparseManifests) {}

    public enum SparseManifests {
        Refuse,
        Accept
    }
}
