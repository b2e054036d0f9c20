package dev.roadstead.operator.nodemirror;

import dev.roadstead.crd.Registry;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;

/// What a NodeMirror may name, as it stands in the cluster.
interface References {
    Optional<Registry> registry(String namespace, String name);

    /// The address of the Service of a Registry.
    Optional<String> clusterIp(String namespace, String name);

    /// The certificates that clients of a Registry must trust, in PEM.
    Optional<String> caOf(String namespace, String name);

    /// Of the operator's own namespace.
    Optional<ConfigMap> configMap(String name);

    /// Of the operator's own namespace.
    Optional<Secret> secret(String name);
}
