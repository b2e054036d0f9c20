package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.message;
import static dev.roadstead.e2e.operator.Cluster.soon;
import static dev.roadstead.e2e.operator.Cluster.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.Registry;
import org.junit.jupiter.api.Test;

/// A Registry that goes, or stays while others need it.
abstract class RegistryDeletionScenarios extends RegistryFixture {
    @Test
    void keepsItsDataWhenItIsDeleted() {
        applyRegistry();
        try (var pod = RegistryPod.start(cluster.client(), namespace, "harbour", folder.resolve(namespace))) {
            soon().until(() -> state(cluster.conditionsOfRegistry(namespace, "harbour"), "Ready")
                    .equals("True/Ready"));

            cluster.client()
                    .resources(Registry.class)
                    .inNamespace(namespace)
                    .withName("harbour")
                    .delete();

            soon().until(() -> cluster.registry(namespace, "harbour") == null);
            var claim = cluster.client()
                    .persistentVolumeClaims()
                    .inNamespace(namespace)
                    .withName("data-harbour-0")
                    .get();
            assertThat(claim).isNotNull();
            assertThat(claim.getMetadata().getDeletionTimestamp()).isNull();
            assertThat(claim.getMetadata().getOwnerReferences()).isEmpty();
        }
        if (controlPlane.collectsGarbage()) {
            soon().until(() -> cluster.client()
                    .services()
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .isEmpty());
        }
    }

    @Test
    void asksForTheEndOfItsDataWhereTheSpecSaysSo() {
        applyRegistry("{storage: {filesystem: {size: 1Gi}}, deletionPolicy: Delete}");
        awaitChildren();

        assertThat(cluster.client()
                        .apps()
                        .statefulSets()
                        .inNamespace(namespace)
                        .withName("harbour")
                        .get()
                        .getSpec()
                        .getPersistentVolumeClaimRetentionPolicy()
                        .getWhenDeleted())
                .isEqualTo("Delete");
    }

    @Test
    void staysWhileOthersDependOnIt() {
        applyRegistry();
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: ProxyCache
                metadata: {name: hub, namespace: %s}
                spec: {registryRef: {name: harbour}, upstream: {url: 'https://registry-1.docker.io'}}
                """.formatted(namespace));

        cluster.client()
                .resources(Registry.class)
                .inNamespace(namespace)
                .withName("harbour")
                .delete();

        soon().untilAsserted(() -> {
            var conditions = cluster.conditionsOfRegistry(namespace, "harbour");
            assertThat(state(conditions, "DeletionBlocked")).isEqualTo("True/InUse");
            assertThat(message(conditions, "DeletionBlocked")).contains("ProxyCache hub", "confirm-deletion");
        });
        cluster.client()
                .resources(dev.roadstead.crd.ProxyCache.class)
                .inNamespace(namespace)
                .withName("hub")
                .delete();
        soon().until(() -> cluster.registry(namespace, "harbour") == null);
    }

    @Test
    void isKeptInOrderWhileItsDeletionIsBlocked() {
        applyRegistry();
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: ProxyCache
                metadata: {name: hub, namespace: %s}
                spec: {registryRef: {name: harbour}, upstream: {url: 'https://registry-1.docker.io'}}
                """.formatted(namespace));
        var client = cluster.client();

        client.resources(Registry.class)
                .inNamespace(namespace)
                .withName("harbour")
                .withPropagationPolicy(io.fabric8.kubernetes.api.model.DeletionPropagation.FOREGROUND)
                .delete();

        soon().until(() -> state(cluster.conditionsOfRegistry(namespace, "harbour"), "DeletionBlocked")
                .equals("True/InUse"));
        assertThat(cluster.registry(namespace, "harbour").getMetadata().getFinalizers())
                .containsExactly("roadstead.dev/registry");
        client.configMaps().inNamespace(namespace).withName("harbour-ca").delete();
        soon().untilAsserted(() -> {
            assertThat(client.configMaps()
                            .inNamespace(namespace)
                            .withName("harbour-ca")
                            .get())
                    .isNotNull();
            var set = client.apps()
                    .statefulSets()
                    .inNamespace(namespace)
                    .withName("harbour")
                    .get();
            assertThat(set).isNotNull();
            assertThat(set.getMetadata().getDeletionTimestamp()).isNull();
        });
        client.resources(dev.roadstead.crd.ProxyCache.class)
                .inNamespace(namespace)
                .withName("hub")
                .delete();
        soon().until(() -> cluster.registry(namespace, "harbour") == null);
    }

    @Test
    void goesWhenItsDeletionIsConfirmed() {
        applyRegistry();
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: NodeMirror
                metadata: {name: %1$s}
                spec: {mirrors: [{host: docker.io, endpoints: [{registryRef: {namespace: %1$s, name: harbour}}]}]}
                """.formatted(namespace));
        cluster.client()
                .resources(Registry.class)
                .inNamespace(namespace)
                .withName("harbour")
                .delete();
        soon().untilAsserted(
                        () -> assertThat(message(cluster.conditionsOfRegistry(namespace, "harbour"), "DeletionBlocked"))
                                .contains("NodeMirror " + namespace));

        cluster.annotate(Registry.class, namespace, "harbour", "roadstead.dev/confirm-deletion", "harbour");

        soon().until(() -> cluster.registry(namespace, "harbour") == null);
        cluster.client()
                .resources(dev.roadstead.crd.NodeMirror.class)
                .withName(namespace)
                .delete();
    }
}
