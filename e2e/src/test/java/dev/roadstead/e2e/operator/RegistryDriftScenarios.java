package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.soon;
import static dev.roadstead.e2e.operator.Cluster.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.Registry;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A Registry at rest, and what others do to its parts.
abstract class RegistryDriftScenarios extends RegistryFixture {
    @Test
    void writesNothingAtRest() {
        applyRegistry();
        try (var pod = RegistryPod.start(cluster.client(), namespace, "harbour", folder.resolve(namespace))) {
            soon().until(() -> state(cluster.conditionsOfRegistry(namespace, "harbour"), "Ready")
                    .equals("True/Ready"));
            int from = settled(namespace);

            visitAgain(Registry.class, namespace, "harbour");
            visitAgain(Registry.class, namespace, "harbour");
            settled(namespace);

            assertThat(writesSince(from, namespace))
                    .as("besides the two annotations")
                    .hasSize(2)
                    .allMatch(write -> write.resource().equals("registries")
                            && write.subresource().isEmpty());
        }
    }

    @Test
    void writesNothingAfterARestartOfTheOperator() {
        applyRegistry();
        int from = settled(namespace);

        restartOperator();
        soon().until(() -> operator.reconciliations("registry") >= 1);

        soon().until(() -> operator.reconciliations("registry")
                >= cluster.client()
                        .resources(Registry.class)
                        .inAnyNamespace()
                        .list()
                        .getItems()
                        .size());
        settled(namespace);
        assertNoWrites(from, namespace);
    }

    @Test
    void putsBackWhatOthersChange() {
        applyRegistry();
        var client = cluster.client();
        client.apps().statefulSets().inNamespace(namespace).withName("harbour").edit(set -> {
            set.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("evil:1");
            set.getMetadata().getLabels().remove("app.kubernetes.io/component");
            return set;
        });
        client.network()
                .v1()
                .networkPolicies()
                .inNamespace(namespace)
                .withName("harbour")
                .edit(policy -> {
                    policy.getSpec().getIngress().get(1).setFrom(List.of());
                    return policy;
                });
        client.configMaps().inNamespace(namespace).withName("harbour-ca").edit(map -> {
            map.setData(Map.of("ca.crt", "nonsense"));
            return map;
        });

        soon().untilAsserted(() -> {
            var set = client.apps()
                    .statefulSets()
                    .inNamespace(namespace)
                    .withName("harbour")
                    .get();
            assertThat(set.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst()
                            .getImage())
                    .contains("registry-runtime");
            assertThat(set.getMetadata().getLabels()).containsEntry("app.kubernetes.io/component", "registry");
            assertThat(client.network()
                            .v1()
                            .networkPolicies()
                            .inNamespace(namespace)
                            .withName("harbour")
                            .get()
                            .getSpec()
                            .getIngress()
                            .get(1)
                            .getFrom())
                    .isNotEmpty();
            assertThat(client.configMaps()
                            .inNamespace(namespace)
                            .withName("harbour-ca")
                            .get()
                            .getData()
                            .get("ca.crt"))
                    .startsWith("-----BEGIN CERTIFICATE");
        });
    }

    @Test
    void takesOutWhatOthersAddWhereItOpensADoor() {
        applyRegistry();
        var client = cluster.client();
        client.network()
                .v1()
                .networkPolicies()
                .inNamespace(namespace)
                .withName("harbour")
                .edit(policy -> {
                    policy.getSpec()
                            .getIngress()
                            .add(new io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule());
                    return policy;
                });
        client.apps().statefulSets().inNamespace(namespace).withName("harbour").edit(set -> {
            set.getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .getArgs()
                    .add("--listen=0.0.0.0:80");
            return set;
        });

        soon().untilAsserted(() -> {
            assertThat(client.network()
                            .v1()
                            .networkPolicies()
                            .inNamespace(namespace)
                            .withName("harbour")
                            .get()
                            .getSpec()
                            .getIngress())
                    .hasSize(2);
            assertThat(client.apps()
                            .statefulSets()
                            .inNamespace(namespace)
                            .withName("harbour")
                            .get()
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst()
                            .getArgs())
                    .doesNotContain("--listen=0.0.0.0:80");
        });
    }

    @Test
    void putsBackAServicePortThatAnotherWriterChanged() {
        applyRegistry();
        editService(port -> port.setPort(8443));
        soon().untilAsserted(() -> assertThat(ports()).containsExactly(5000));

        editService(port -> port.setTargetPort(new IntOrString("admin")));
        soon().untilAsserted(() -> assertThat(service().getSpec().getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getTargetPort()).isEqualTo(new IntOrString("registry"))));
    }

    private Service service() {
        return cluster.client()
                .services()
                .inNamespace(namespace)
                .withName("harbour")
                .get();
    }

    private List<Integer> ports() {
        return service().getSpec().getPorts().stream().map(ServicePort::getPort).toList();
    }

    private void editService(java.util.function.Consumer<ServicePort> change) {
        cluster.client().services().inNamespace(namespace).withName("harbour").edit(service -> {
            change.accept(service.getSpec().getPorts().getFirst());
            return service;
        });
    }

    @Test
    void followsAChangedServicePort() {
        applyRegistry();

        applyRegistry("{storage: {filesystem: {size: 1Gi}}, expose: {service: {port: 443}}}");

        soon().untilAsserted(() -> assertThat(ports()).containsExactly(443));
    }

    @Test
    void makesDeletedChildrenAgain() {
        applyRegistry();
        var client = cluster.client();
        String password = cluster.secret(namespace, "harbour-admin", "password");
        String uid = client.configMaps()
                .inNamespace(namespace)
                .withName("harbour-ca")
                .get()
                .getMetadata()
                .getUid();

        client.services().inNamespace(namespace).withName("harbour-headless").delete();
        client.configMaps().inNamespace(namespace).withName("harbour-ca").delete();
        client.secrets().inNamespace(namespace).withName("harbour-config").delete();
        client.serviceAccounts().inNamespace(namespace).withName("harbour").delete();
        client.network()
                .v1()
                .networkPolicies()
                .inNamespace(namespace)
                .withName("harbour")
                .delete();

        soon().untilAsserted(() -> {
            assertThat(names(client.services().inNamespace(namespace).list().getItems()))
                    .contains("harbour-headless");
            assertThat(client.configMaps()
                            .inNamespace(namespace)
                            .withName("harbour-ca")
                            .get())
                    .isNotNull()
                    .satisfies(map -> assertThat(map.getMetadata().getUid()).isNotEqualTo(uid));
            assertThat(names(client.secrets().inNamespace(namespace).list().getItems()))
                    .contains("harbour-config");
            assertThat(names(client.serviceAccounts()
                            .inNamespace(namespace)
                            .list()
                            .getItems()))
                    .contains("harbour");
            assertThat(names(client.network()
                            .v1()
                            .networkPolicies()
                            .inNamespace(namespace)
                            .list()
                            .getItems()))
                    .contains("harbour");
        });
        assertThat(cluster.secret(namespace, "harbour-admin", "password")).isEqualTo(password);
    }

    @Test
    void keepsThePasswordOverAllVisits() {
        applyRegistry();
        String password = cluster.secret(namespace, "harbour-admin", "password");
        String leaf = cluster.secret(namespace, "harbour-tls", "tls.crt");

        visitAgain(Registry.class, namespace, "harbour");
        restartOperator();
        visitAgain(Registry.class, namespace, "harbour");

        assertThat(cluster.secret(namespace, "harbour-admin", "password")).isEqualTo(password);
        assertThat(cluster.secret(namespace, "harbour-tls", "tls.crt")).isEqualTo(leaf);
    }

    @Test
    void issuesANewLeafForANewHost() {
        applyRegistry();
        String before = cluster.secret(namespace, "harbour-tls", "tls.crt");

        applyRegistry("{host: 'registry.example.com:8443', storage: {filesystem: {size: 1Gi}}}");

        soon().untilAsserted(() ->
                assertThat(cluster.secret(namespace, "harbour-tls", "tls.crt")).isNotEqualTo(before));
        soon().untilAsserted(() -> assertThat(
                        cluster.registry(namespace, "harbour").getStatus().url())
                .isEqualTo("https://registry.example.com:8443"));
    }

    @Test
    void changesNothingWhilePaused() {
        applyRegistry();
        cluster.annotate(Registry.class, namespace, "harbour", "roadstead.dev/paused", "true");
        soon().until(() -> state(cluster.conditionsOfRegistry(namespace, "harbour"), "Paused")
                .equals("True/Paused"));

        cluster.client()
                .configMaps()
                .inNamespace(namespace)
                .withName("harbour-ca")
                .delete();
        visitAgain(Registry.class, namespace, "harbour");
        assertThat(cluster.client()
                        .configMaps()
                        .inNamespace(namespace)
                        .withName("harbour-ca")
                        .get())
                .isNull();

        cluster.annotate(Registry.class, namespace, "harbour", "roadstead.dev/paused", "false");
        soon().until(() -> cluster.client()
                        .configMaps()
                        .inNamespace(namespace)
                        .withName("harbour-ca")
                        .get()
                != null);
        soon().until(() -> state(cluster.conditionsOfRegistry(namespace, "harbour"), "Paused")
                .isEmpty());
    }
}
