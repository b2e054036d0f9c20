package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.message;
import static dev.roadstead.e2e.operator.Cluster.soon;
import static dev.roadstead.e2e.operator.Cluster.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfigs;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.Registry;
import io.fabric8.kubernetes.api.model.Condition;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What scenarios with ProxyCaches share: a Registry `harbour` with its pod, and a cache `hub` in it.
abstract class CacheScenarios extends OperatorScenarios {
    /// An upstream that nobody asks.
    static final String UNASKED = "http://127.0.0.1:9";

    String namespace;
    private RegistryPod pod;

    @BeforeEach
    void newNamespace() {
        namespace = cluster.namespace();
    }

    /// So that the operator visits nothing but what the next test makes.
    @AfterEach
    void removeAll() {
        if (pod != null) {
            pod.close();
            pod = null;
        }
        var client = cluster.client();
        client.resources(ProxyCache.class).inNamespace(namespace).delete();
        var registries = client.resources(Registry.class).inNamespace(namespace);
        registries.delete();
        soon().until(() -> registries.list().getItems().isEmpty());
    }

    void applyRegistry() {
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: Registry
                metadata: {name: harbour, namespace: %s}
                spec: {storage: {filesystem: {size: 1Gi}}}
                """.formatted(namespace));
        soon().until(() -> !cluster.conditionsOfRegistry(namespace, "harbour").isEmpty());
    }

    RegistryPod startPod() {
        soon().until(() -> cluster.client()
                        .network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(namespace)
                        .withName("harbour")
                        .get()
                != null);
        pod = RegistryPod.start(cluster.client(), namespace, "harbour", folder.resolve(namespace));
        return pod;
    }

    void applyCache(String name, String spec) {
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: ProxyCache
                metadata: {name: %s, namespace: %s}
                spec: {registryRef: {name: harbour}, %s}
                """.formatted(name, namespace, spec));
    }

    void applyHub(String spec) {
        applyCache("hub", spec);
    }

    static String upstream(String url) {
        return "upstream: {url: '%s'}".formatted(url);
    }

    void applySecret(String name, String data) {
        cluster.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: %s, namespace: %s}
                type: Opaque
                stringData: %s
                """.formatted(name, namespace, data));
    }

    List<Condition> conditions(String name) {
        return cluster.conditionsOfProxyCache(namespace, name);
    }

    void awaitState(String type, String expected) {
        awaitState("hub", type, expected);
    }

    void awaitState(String name, String type, String expected) {
        soon().untilAsserted(() -> assertThat(state(conditions(name), type))
                .as(type + ": " + message(conditions(name), type))
                .isEqualTo(expected));
    }

    void awaitReady() {
        awaitState("Ready", "True/Ready");
    }

    /// This cache's part of the document that the Registry's pods are given.
    Optional<RegistryConfig.ProxyCache> rendered(String name) {
        return RegistryConfigs.read(cluster.secret(namespace, "harbour-config", "registry.yaml")).proxyCaches().stream()
                .filter(cache -> cache.name().equals(name))
                .findFirst();
    }

    /// Somebody with the Registry's account, who trusts its CA.
    RegistryUser user() {
        String ca = cluster.client()
                .configMaps()
                .inNamespace(namespace)
                .withName("harbour-ca")
                .get()
                .getData()
                .get("ca.crt");
        return new RegistryUser(
                URI.create("https://" + pod.address() + ":5000"),
                cluster.secret(namespace, "harbour-admin", "username"),
                cluster.secret(namespace, "harbour-admin", "password"),
                Optional.of(new ServerTrust(ca, "harbour." + namespace + ".svc")));
    }

    /// The operator asks a registry every 30 s; nobody here waits so long.
    void askRegistryNow() {
        visitAgain(Registry.class, namespace, "harbour");
    }

    void deleteCache(String name) {
        cluster.client()
                .resources(ProxyCache.class)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }
}
