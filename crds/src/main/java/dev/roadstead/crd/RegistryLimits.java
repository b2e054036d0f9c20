package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/// Limits on what clients may send.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistryLimits(
        @JsonPropertyDescription("Largest manifest that is accepted; at least 4Mi, as the OCI specification asks, and at"
                + " most 64Mi.")
        @Default("\"4Mi\"")
        @ValidationRule(
                value = "isQuantity(string(self)) && quantity(string(self)).compareTo(quantity('4Mi')) >= 0"
                        + " && quantity(string(self)).compareTo(quantity('64Mi')) <= 0",
                message = "limits.maxManifestSize must be a quantity from 4Mi to 64Mi")
        @Nullable Quantity maxManifestSize,

        @JsonPropertyDescription("Largest blob that is accepted.")
        @Default("\"100Gi\"")
        @ValidationRule(
                value = "isQuantity(string(self)) && quantity(string(self)).isGreaterThan(quantity('0'))",
                message = "limits.maxBlobSize must be a quantity above zero, for example 100Gi")
        @Nullable Quantity maxBlobSize,

        @JsonPropertyDescription("How long an upload may stay unfinished before it is dropped, for example 24h.")
        @Default("24h")
        @Size(min = 2, max = Api.DURATION_LENGTH)
        @Pattern(Api.DURATION)
        @ValidationRule(
                value = "duration(self) >= duration('1m')",
                message = "limits.uploadTimeout must be at least 1m")
        @Nullable String uploadTimeout) {}
