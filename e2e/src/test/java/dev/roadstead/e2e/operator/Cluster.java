package dev.roadstead.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.GCSchedule;
import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.Registry;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// A user's view of the API server: applies YAML, waits for conditions.
final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path MANIFESTS = Path.of("..", "crds", "manifests");

    private final KubernetesClient client;
    private final AtomicInteger namespaces = new AtomicInteger();

    Cluster(String kubeconfig) {
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .build();
    }

    KubernetesClient client() {
        return client;
    }

    /// The CRDs, and the operator's namespace.
    void install() {
        try (var files = Files.list(MANIFESTS)) {
            for (Path file : files.filter(path -> path.toString().endsWith("roadstead.dev.yaml"))
                    .toList()) {
                apply(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client.resource(namespace("roadstead-system")).create();
        soon().until(() -> client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
                .allMatch(crd -> crd.getStatus() != null
                        && crd.getStatus().getConditions().stream()
                                .anyMatch(condition -> condition.getType().equals("Established")
                                        && condition.getStatus().equals("True"))));
    }

    /// A namespace of its own for each test.
    String namespace() {
        String name = "test-" + namespaces.incrementAndGet();
        client.resource(namespace(name)).create();
        return name;
    }

    private static Namespace namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }

    /// Server-side apply of every document, as `kubectl apply --server-side` does.
    void apply(String yaml) {
        for (HasMetadata object : client.load(new java.io.ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()) {
            client.resource(object).fieldManager("kubectl").forceConflicts().serverSideApply();
        }
    }

    void annotate(Class<? extends HasMetadata> kind, String namespace, String name, String key, String value) {
        // A merge patch of this one annotation, which meets no conflict with whoever writes elsewhere.
        client.resources(kind)
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(key, value));
    }

    Registry registry(String namespace, String name) {
        return client.resources(Registry.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    ProxyCache proxyCache(String namespace, String name) {
        return client.resources(ProxyCache.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    GCSchedule gcSchedule(String namespace, String name) {
        return client.resources(GCSchedule.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    NodeMirror nodeMirror(String name) {
        return client.resources(NodeMirror.class).withName(name).get();
    }

    String secret(String namespace, String name, String key) {
        Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
        assertThat(secret).as("Secret " + name).isNotNull();
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
    }

    static Optional<Condition> condition(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    /// `True`, `False` or `Unknown`, with the reason: `False/SecretNotFound`. Empty when the condition does not stand.
    static String state(List<Condition> conditions, String type) {
        return condition(conditions, type)
                .map(condition -> condition.getStatus() + "/" + condition.getReason())
                .orElse("");
    }

    static String message(List<Condition> conditions, String type) {
        return condition(conditions, type).map(Condition::getMessage).orElse("");
    }

    List<Condition> conditionsOfRegistry(String namespace, String name) {
        Registry registry = registry(namespace, name);
        return registry == null || registry.getStatus() == null
                ? List.of()
                : registry.getStatus().conditions();
    }

    List<Condition> conditionsOfProxyCache(String namespace, String name) {
        ProxyCache cache = proxyCache(namespace, name);
        return cache == null || cache.getStatus() == null
                ? List.of()
                : cache.getStatus().conditions();
    }

    List<Condition> conditionsOfGcSchedule(String namespace, String name) {
        GCSchedule schedule = gcSchedule(namespace, name);
        return schedule == null || schedule.getStatus() == null
                ? List.of()
                : schedule.getStatus().conditions();
    }

    List<Condition> conditionsOfNodeMirror(String name) {
        NodeMirror mirror = nodeMirror(name);
        return mirror == null || mirror.getStatus() == null
                ? List.of()
                : mirror.getStatus().conditions();
    }

    static ConditionFactory soon() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
    }

    @Override
    public void close() {
        client.close();
    }
}
