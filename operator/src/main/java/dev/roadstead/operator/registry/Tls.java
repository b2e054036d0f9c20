package dev.roadstead.operator.registry;

import dev.roadstead.crd.RegistrySpec;

/// Where the serving certificate comes from, as a closed family.
sealed interface Tls {
    record OperatorIssued() implements Tls {}

    record Provided(String secretName) implements Tls {}

    record Disabled() implements Tls {}

    static Tls from(RegistrySpec spec) {
        if (spec.tls() != null && spec.tls().disabled() != null) {
            return new Disabled();
        }
        if (spec.tls() != null && spec.tls().secretRef() != null) {
            return new Provided(spec.tls().secretRef().name());
        }
        return new OperatorIssued();
    }
}
