package dev.roadstead.operator.registry;

import dev.roadstead.crd.RegistrySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What of a spec this version does not do: said instead of ignored.
final class SpecSupport {
    private SpecSupport() {}

    /// Why this Registry cannot be run at all; empty when it can.
    static Optional<String> refusal(RegistrySpec spec) {
        if (spec.storage().s3() != null) {
            return Optional.of("spec.storage.s3 is not supported by this version: use spec.storage.filesystem");
        }
        if (spec.storage().bucketClaim() != null) {
            return Optional.of(
                    "spec.storage.bucketClaim is not supported by this version: use spec.storage.filesystem");
        }
        if (spec.database() != null && spec.database().postgresql() != null) {
            return Optional.of("spec.database.postgresql is not supported by this version: use spec.database.embedded");
        }
        if (spec.tls() != null && spec.tls().certManager() != null) {
            return Optional.of("spec.tls.certManager is not supported by this version: use spec.tls.operatorIssued, or"
                    + " spec.tls.secretRef with the Secret of a Certificate of your own");
        }
        if (spec.replicas() != null && spec.replicas() > 1) {
            return Optional.of("spec.replicas above 1 is not supported by this version: set it to 1");
        }
        return Optional.empty();
    }

    /// Fields that are set and not acted on, while the rest is.
    static List<String> ignored(RegistrySpec spec) {
        List<String> fields = new ArrayList<>();
        if (spec.expose() != null && spec.expose().ingress() != null) {
            fields.add("spec.expose.ingress");
        }
        if (spec.expose() != null && spec.expose().gateway() != null) {
            fields.add("spec.expose.gateway");
        }
        return fields;
    }
}
