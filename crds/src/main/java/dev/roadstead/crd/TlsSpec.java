package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// Where the serving certificate comes from: at most one member; none means operatorIssued. The schema has no default,
/// for a default that is stored stands beside the member that a later apply sets.
@ApiObject
@ValidationRule(
        value =
                "[has(self.operatorIssued), has(self.secretRef), has(self.certManager), has(self.disabled)].filter(x, x).size() <= 1",
        message = "spec.tls must hold at most one of operatorIssued, secretRef, certManager, disabled")
public record TlsSpec(
        @JsonPropertyDescription("Issued by the operator's own CA and renewed before it expires.") @Nullable
        OperatorIssued operatorIssued,

        @JsonPropertyDescription(
                "Secret of this namespace with the keys tls.crt and tls.key, and ca.crt where clients need it.")
        @Nullable
        ObjectReference secretRef,

        @JsonPropertyDescription("Issued by cert-manager.") @Nullable
        CertManager certManager,

        @JsonPropertyDescription("Plain HTTP: for a sandbox, or behind a proxy that terminates TLS.") @Nullable
        Disabled disabled) {

    @ApiObject
    public record OperatorIssued() {}

    @ApiObject
    public record Disabled() {}

    @ApiObject
    public record CertManager(
            @JsonPropertyDescription("The issuer.") @Required
            IssuerReference issuerRef) {}

    @ApiObject
    public record IssuerReference(
            @JsonPropertyDescription("Name of the issuer.") @Required @Size(min = 1, max = 253)
            String name,

            @JsonPropertyDescription("Issuer (of this namespace) or ClusterIssuer.") @Default("Issuer") @Nullable
            IssuerKind kind) {}

    public enum IssuerKind {
        Issuer,
        ClusterIssuer
    }
}
