package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/// Where blobs are stored: exactly one component is set.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.filesystem), has(self.s3), has(self.bucketClaim)].exists_one(set, set)",
        message = "set exactly one of storage.filesystem, storage.s3 and storage.bucketClaim")
@ValidationRule(
        value = "has(self.filesystem) == has(oldSelf.filesystem) && has(self.s3) == has(oldSelf.s3)"
                + " && has(self.bucketClaim) == has(oldSelf.bucketClaim)",
        message = "the kind of storage cannot change after creation: create another Registry and replicate into it")
public record RegistryStorage(
        @JsonPropertyDescription("A volume of the one registry pod.") @Nullable Filesystem filesystem,

        @JsonPropertyDescription("A bucket of any S3-compatible service.") @Nullable S3 s3,

        @JsonPropertyDescription("A bucket that the cluster's object storage provisions: an ObjectBucketClaim or a COSI"
                + " BucketClaim, whichever API the cluster serves.")
        @Nullable BucketClaim bucketClaim) {

    /// A volume of the one registry pod.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "quantity(string(self.size)).compareTo(quantity(string(oldSelf.size))) >= 0",
            fieldPath = ".size",
            message = "storage.filesystem.size cannot shrink: volumes only grow; to shrink, create another Registry and"
                    + " replicate into it")
    @ValidationRule(
            value = "has(self.storageClassName) == has(oldSelf.storageClassName)"
                    + " && (!has(self.storageClassName) || self.storageClassName == oldSelf.storageClassName)",
            message = "storage.filesystem.storageClassName cannot change after creation: create another Registry and"
                    + " replicate into it")
    public record Filesystem(
            @JsonPropertyDescription("Size of the volume, for example 50Gi. It may grow later where the storage class"
                    + " allows it, and never shrinks.")
            @Required
            @ValidationRule(
                    value = "isQuantity(string(self)) && quantity(string(self)).isGreaterThan(quantity('0'))",
                    message = "storage.filesystem.size must be a quantity above zero, for example 50Gi")
            Quantity size,

            @JsonPropertyDescription("StorageClass of the volume. Absent means the cluster's default. Cannot change"
                    + " after creation.")
            @Size(min = 1, max = 253)
            @Nullable String storageClassName) {}

    /// A bucket of any S3-compatible service.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "self.bucket == oldSelf.bucket",
            fieldPath = ".bucket",
            message = "storage.s3.bucket cannot change after creation: create another Registry and replicate into it")
    @ValidationRule(
            value = "(has(self.prefix) ? self.prefix : '') == (has(oldSelf.prefix) ? oldSelf.prefix : '')",
            message = "storage.s3.prefix cannot change after creation: create another Registry and replicate into it")
    public record S3(
            @JsonPropertyDescription("Address of the service, for example https://s3.example.com. Absent means Amazon S3"
                    + " in the given region.")
            @Size(min = 1, max = Api.URL_LENGTH)
            @Pattern(Api.BASE_URL)
            @Nullable String endpoint,

            @JsonPropertyDescription("Name of the bucket. Cannot change after creation.")
            @Required
            @Size(min = 3, max = 63)
            @Pattern("^[a-z0-9][a-z0-9.-]*[a-z0-9]$")
            String bucket,

            @JsonPropertyDescription("Region that requests are signed for.") @Default("us-east-1") @Size(min = 1, max = 63)
            @Nullable String region,

            @JsonPropertyDescription("Put before the key of every object, for a bucket that is shared. Cannot change"
                    + " after creation.")
            @Size(max = 256)
            @Pattern("^([A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*/?)?$")
            @Nullable String prefix,

            @JsonPropertyDescription("Whether the bucket stands in the path of the URL rather than in its host name.") @Default("true")
            @Nullable Boolean pathStyle,

            @JsonPropertyDescription("Whether the bucket is created when it is missing.") @Default("false")
            @Nullable Boolean createBucket,

            @JsonPropertyDescription("Secret with keys AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Absent means the"
                    + " identity of the pod's environment.")
            @Nullable ObjectReference credentialsSecretRef,

            @JsonPropertyDescription("Secret with key ca.crt: certificates to trust for the endpoint besides the"
                    + " system's.")
            @Nullable ObjectReference caSecretRef,

            @JsonPropertyDescription("Whether clients are redirected to the bucket for blobs, so that bytes do not pass"
                    + " through the registry. Clients must then reach the endpoint themselves.")
            @Default("false")
            @Nullable Boolean redirectPulls) {}

    /// A bucket that the cluster provisions.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "self.storageClassName == oldSelf.storageClassName",
            fieldPath = ".storageClassName",
            message = "storage.bucketClaim.storageClassName cannot change after creation: create another Registry and"
                    + " replicate into it")
    public record BucketClaim(
            @JsonPropertyDescription("StorageClass (ObjectBucketClaim) or BucketClass (COSI) of the bucket. Cannot"
                    + " change after creation.")
            @Required
            @Size(min = 1, max = 253)
            String storageClassName,

            @JsonPropertyDescription("Whether clients are redirected to the bucket for blobs, so that bytes do not pass"
                    + " through the registry. Clients must then reach the endpoint themselves.")
            @Default("false")
            @Nullable Boolean redirectPulls) {}
}
