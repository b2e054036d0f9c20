package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.soon;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/// What the scenarios of a Registry share: one of its own in a namespace of its own.
abstract class RegistryFixture extends OperatorScenarios {
    String namespace;

    @BeforeEach
    void newNamespace() {
        namespace = cluster.namespace();
    }

    void applyRegistry(String spec) {
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: Registry
                metadata: {name: harbour, namespace: %s}
                spec: %s
                """.formatted(namespace, spec));
    }

    void applyRegistry() {
        applyRegistry("{storage: {filesystem: {size: 1Gi}}}");
        awaitChildren();
    }

    void awaitChildren() {
        soon().until(() -> cluster.client()
                        .network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(namespace)
                        .withName("harbour")
                        .get()
                != null);
        soon().until(() -> !cluster.conditionsOfRegistry(namespace, "harbour").isEmpty());
    }

    static List<String> names(List<? extends HasMetadata> objects) {
        return objects.stream().map(object -> object.getMetadata().getName()).toList();
    }
}
