package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/// Where blobs are kept: exactly one member.
@ApiObject
@ValidationRule(
        value = "[has(self.filesystem), has(self.s3), has(self.bucketClaim)].filter(x, x).size() == 1",
        message = "spec.storage must hold exactly one of filesystem, s3, bucketClaim")
@ValidationRule(
        value = "has(self.filesystem) == has(oldSelf.filesystem) && has(self.s3) == has(oldSelf.s3)"
                + " && has(self.bucketClaim) == has(oldSelf.bucketClaim)",
        message = "the kind of spec.storage cannot be changed: create another Registry and replicate to it")
public record StorageSpec(
        @JsonPropertyDescription("A volume of the pod, for one replica.") @Nullable
        Filesystem filesystem,

        @JsonPropertyDescription("A bucket of any S3-compatible store.") @Nullable
        S3 s3,

        @JsonPropertyDescription("A bucket that a provisioner makes (ObjectBucketClaim or COSI BucketClaim).") @Nullable
        BucketClaim bucketClaim) {

    @ApiObject
    public record Filesystem(
            @JsonPropertyDescription(
                    "Size of the volume, such as 50Gi. It can grow where the storage class allows it, never shrink.")
            @Required
            @ValidationRule(value = Api.IS_SIZE, message = Api.SIZE_MESSAGE)
            @ValidationRule(
                    value =
                            "!isQuantity(string(self)) || !quantity(string(self)).isLessThan(quantity(string(oldSelf)))",
                    message =
                            "spec.storage.filesystem.size cannot shrink: create a smaller Registry and replicate to it")
            Quantity size,

            @JsonPropertyDescription("StorageClass of the volume; the cluster's default when absent.")
            @Size(min = 1, max = 253)
            @ValidationRule(
                    value = "self == oldSelf",
                    message = "spec.storage.filesystem.storageClassName cannot be changed")
            @Nullable
            String storageClassName) {}

    @ApiObject
    public record S3(
            @JsonPropertyDescription("URL of the store, https://host[:port].")
            @Required
            @Size(max = 261)
            @ValidationRule(value = Api.IS_BASE_URL, message = Api.BASE_URL_MESSAGE)
            String endpoint,

            @JsonPropertyDescription("Name of the bucket.")
            @Required
            @Size(min = 3, max = 63)
            @Pattern("^[a-z0-9][a-z0-9.-]*[a-z0-9]$")
            @ValidationRule(value = "self == oldSelf", message = "spec.storage.s3.bucket cannot be changed")
            String bucket,

            @JsonPropertyDescription("Region, where the store has any.") @Size(max = 63) @Nullable
            String region,

            @JsonPropertyDescription("Prefix of every object's key.") @Size(max = 256) @Nullable
            String prefix,

            @JsonPropertyDescription("Whether the bucket stands in the path of URLs instead of the host.")
            @Default("true")
            @Nullable
            Boolean pathStyle,

            @JsonPropertyDescription("Whether the bucket is created when it does not exist.")
            @Default("false")
            @Nullable
            Boolean createBucket,

            @JsonPropertyDescription("Secret of this namespace with the keys accessKeyId and secretAccessKey.")
            @Required
            ObjectReference credentialsSecretRef,

            @JsonPropertyDescription("Secret of this namespace whose ca.crt the store's certificate chains to.")
            @Nullable
            ObjectReference caSecretRef,

            @JsonPropertyDescription("Whether clients are redirected to the store for blobs.")
            @Default("false")
            @Nullable
            Boolean redirectPulls) {}

    @ApiObject
    public record BucketClaim(
            @JsonPropertyDescription("StorageClass (ObjectBucketClaim) or BucketClass (COSI) that makes the bucket.")
            @Required
            @Size(min = 1, max = 253)
            String storageClassName) {}
}
