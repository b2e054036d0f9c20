package dev.roadstead.operator.nodemirror;

import dev.roadstead.crd.Registry;
import dev.roadstead.operator.naming.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/// References read from the API server.
record ClusterReferences(KubernetesClient client, String operatorNamespace) implements References {

    @Override
    public Optional<Registry> registry(String namespace, String name) {
        return Optional.ofNullable(client.resources(Registry.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    @Override
    public Optional<String> clusterIp(String namespace, String name) {
        return Optional.ofNullable(client.services()
                        .inNamespace(namespace)
                        .withName(new Names(namespace, name).service())
                        .get())
                .map(service -> service.getSpec().getClusterIP())
                .filter(ip -> !ip.isEmpty() && !ip.equals("None"));
    }

    @Override
    public Optional<String> caOf(String namespace, String name) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(new Names(namespace, name).caConfigMap())
                        .get())
                .map(map -> map.getData().get(Names.CA_KEY));
    }

    @Override
    public Optional<ConfigMap> configMap(String name) {
        return Optional.ofNullable(client.configMaps()
                .inNamespace(operatorNamespace)
                .withName(name)
                .get());
    }

    @Override
    public Optional<Secret> secret(String name) {
        return Optional.ofNullable(
                client.secrets().inNamespace(operatorNamespace).withName(name).get());
    }
}
