package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// Where the serving certificate comes from: at most one component is set, none means operatorIssued.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.operatorIssued), has(self.secretRef), has(self.certManager), has(self.disabled)]"
                + ".filter(set, set).size() <= 1",
        message = "set at most one of tls.operatorIssued, tls.secretRef, tls.certManager and tls.disabled")
public record RegistryTls(
        @JsonPropertyDescription("The operator's own CA issues the certificate and replaces it before it expires.")
        @Nullable OperatorIssued operatorIssued,

        @JsonPropertyDescription("Secret with keys tls.crt and tls.key, and ca.crt where clients do not trust the issuer"
                + " anyway. You renew it.")
        @Nullable ObjectReference secretRef,

        @JsonPropertyDescription("cert-manager issues and renews the certificate.") @Nullable CertManager certManager,

        @JsonPropertyDescription("Plain HTTP: for a sandbox, or behind a proxy that terminates TLS.")
        @Nullable Disabled disabled) {

    /// The operator's own CA; it has nothing to set.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OperatorIssued() {}

    /// Plain HTTP; it has nothing to set.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Disabled() {}

    /// A Certificate of cert-manager.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CertManager(
            @JsonPropertyDescription("Issuer of the certificate.") @Required IssuerReference issuerRef,

            @JsonPropertyDescription("How long a certificate is valid, for example 2160h. Absent means cert-manager's"
                    + " default.")
            @Size(min = 2, max = Api.DURATION_LENGTH)
            @Pattern(Api.DURATION)
            @Nullable String duration,

            @JsonPropertyDescription("How long before its expiry a certificate is renewed, for example 360h. Absent"
                    + " means cert-manager's default.")
            @Size(min = 2, max = Api.DURATION_LENGTH)
            @Pattern(Api.DURATION)
            @Nullable String renewBefore) {}

    /// An issuer as cert-manager refers to it.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record IssuerReference(
            @JsonPropertyDescription("Name of the issuer.") @Required @Size(min = 1, max = 253) String name,

            @JsonPropertyDescription("Kind of the issuer: Issuer, ClusterIssuer, or that of an external issuer.") @Default("Issuer") @Size(min = 1, max = 63)
            @Nullable String kind,

            @JsonPropertyDescription("API group of the issuer.") @Default("cert-manager.io") @Size(min = 1, max = 253)
            @Nullable String group) {}
}
