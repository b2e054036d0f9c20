package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.message;
import static dev.roadstead.e2e.operator.Cluster.soon;
import static dev.roadstead.e2e.operator.Cluster.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.RegistryConfigs;
import dev.roadstead.crd.Registry;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A Registry from its first apply to its deletion.
abstract class RegistryScenarios extends OperatorScenarios {
    private String namespace;

    @BeforeEach
    void newNamespace() {
        namespace = cluster.namespace();
    }

    private void applyRegistry(String spec) {
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: Registry
                metadata: {name: harbour, namespace: %s}
                spec: %s
                """.formatted(namespace, spec));
    }

    private void applyRegistry() {
        applyRegistry("{storage: {filesystem: {size: 1Gi}}}");
        awaitChildren();
    }

    private void awaitChildren() {
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

    @Test
    void makesEverythingARegistryNeeds() {
        applyRegistry();

        var client = cluster.client();
        assertThat(client.apps().statefulSets().inNamespace(namespace).list().getItems())
                .singleElement()
                .satisfies(set -> assertThat(set.getMetadata().getOwnerReferences())
                        .singleElement()
                        .satisfies(owner -> assertThat(owner.getKind()).isEqualTo("Registry")));
        assertThat(names(client.services().inNamespace(namespace).list().getItems()))
                .containsExactlyInAnyOrder("harbour", "harbour-headless");
        assertThat(names(client.secrets().inNamespace(namespace).list().getItems()))
                .contains("harbour-tls", "harbour-admin-tls", "harbour-config", "harbour-admin");
        assertThat(names(client.configMaps().inNamespace(namespace).list().getItems()))
                .contains("harbour-ca");
        assertThat(names(client.serviceAccounts().inNamespace(namespace).list().getItems()))
                .contains("harbour");
        assertThat(names(client.policy()
                        .v1()
                        .podDisruptionBudget()
                        .inNamespace(namespace)
                        .list()
                        .getItems()))
                .containsExactly("harbour");
    }

    private static List<String> names(List<? extends io.fabric8.kubernetes.api.model.HasMetadata> objects) {
        return objects.stream().map(object -> object.getMetadata().getName()).toList();
    }

    @Test
    void becomesReadyOnceItsPodServes() {
        applyRegistry();

        try (var pod = RegistryPod.start(cluster.client(), namespace, "harbour", folder.resolve(namespace))) {
            soon().untilAsserted(() -> {
                var conditions = cluster.conditionsOfRegistry(namespace, "harbour");
                assertThat(state(conditions, "Ready"))
                        .as(message(conditions, "Ready"))
                        .isEqualTo("True/Ready");
                assertThat(state(conditions, "Reconciling")).isEmpty();
            });
            var status = cluster.registry(namespace, "harbour").getStatus();
            assertThat(status.url()).isEqualTo("https://harbour." + namespace + ".svc:5000");
            assertThat(status.configHash())
                    .isEqualTo(RegistryConfigs.hash(
                            RegistryConfigs.read(cluster.secret(namespace, "harbour-config", "registry.yaml"))));
            assertThat(status.version()).isNotBlank();
            assertThat(status.readyReplicas()).isEqualTo(1);
        }
    }

    @Test
    void handsAChangedConfigurationToTheRunningPod() {
        applyRegistry();

        try (var pod = RegistryPod.start(cluster.client(), namespace, "harbour", folder.resolve(namespace))) {
            soon().until(() -> state(cluster.conditionsOfRegistry(namespace, "harbour"), "Ready")
                    .equals("True/Ready"));
            String before = cluster.registry(namespace, "harbour").getStatus().configHash();

            applyRegistry("{storage: {filesystem: {size: 1Gi}}, access: {anonymousPull: true}}");

            soon().untilAsserted(() -> {
                var registry = cluster.registry(namespace, "harbour");
                assertThat(registry.getStatus().configHash()).isNotNull().isNotEqualTo(before);
                assertThat(registry.getStatus().observedGeneration())
                        .isEqualTo(registry.getMetadata().getGeneration());
                assertThat(state(registry.getStatus().conditions(), "ConfigApplied"))
                        .isEqualTo("True/ConfigApplied");
            });
        }
    }

    @Test
    void saysWhenItsPodFallsSilentAndRecovers() {
        applyRegistry();

        try (var pod = RegistryPod.start(cluster.client(), namespace, "harbour", folder.resolve(namespace))) {
            soon().until(() -> state(cluster.conditionsOfRegistry(namespace, "harbour"), "Ready")
                    .equals("True/Ready"));

            pod.setReady(false);
            soon().until(() -> state(cluster.conditionsOfRegistry(namespace, "harbour"), "Available")
                    .startsWith("False/"));

            pod.crashAndRestart();
            pod.setReady(true);
            soon().until(() -> state(cluster.conditionsOfRegistry(namespace, "harbour"), "Ready")
                    .equals("True/Ready"));
        }
    }

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

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            spec.storage.s3          | {storage: {s3: {endpoint: 'https://s3.example.com', bucket: images, region: eu-1, credentialsSecretRef: {name: s3-key}}}}
            spec.storage.bucketClaim | {storage: {bucketClaim: {storageClassName: ceph}}}
            spec.database.postgresql | {storage: {filesystem: {size: 1Gi}}, database: {postgresql: {host: pg, database: roadstead, credentialsSecretRef: {name: pg}}}}
            spec.tls.certManager     | {storage: {filesystem: {size: 1Gi}}, tls: {certManager: {issuerRef: {name: letsencrypt}}}}
            """)
    void saysWhatItDoesNotSupport(String field, String spec) {
        applyRegistry(spec);

        soon().untilAsserted(() -> {
            var conditions = cluster.conditionsOfRegistry(namespace, "harbour");
            assertThat(state(conditions, "Ready")).isEqualTo("False/NotSupported");
            assertThat(state(conditions, "Stalled")).isEqualTo("True/NotSupported");
            assertThat(message(conditions, "Ready")).contains(field).contains("use spec.");
        });
        assertThat(cluster.client()
                        .apps()
                        .statefulSets()
                        .inNamespace(namespace)
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void namesTheFieldsItDoesNotActOn() {
        applyRegistry("{storage: {filesystem: {size: 1Gi}}, expose: {ingress: {className: nginx}}}");

        soon().untilAsserted(() -> {
            var conditions = cluster.conditionsOfRegistry(namespace, "harbour");
            assertThat(state(conditions, "SpecHonoured")).isEqualTo("False/PartlyHonoured");
            assertThat(message(conditions, "SpecHonoured")).contains("spec.expose.ingress");
        });
    }

    @Test
    void waitsForAMissingCertificateAndTakesItWhenItComes() {
        applyRegistry("{storage: {filesystem: {size: 1Gi}}, tls: {secretRef: {name: my-cert}}}");
        soon().untilAsserted(() -> {
            var conditions = cluster.conditionsOfRegistry(namespace, "harbour");
            assertThat(state(conditions, "CertificatesReady")).isEqualTo("False/SecretNotFound");
            assertThat(message(conditions, "CertificatesReady")).contains("my-cert");
            assertThat(state(conditions, "Stalled")).isEqualTo("True/SecretNotFound");
        });

        cluster.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: my-cert, namespace: %s}
                type: Opaque
                stringData: {tls.crt: nonsense}
                """.formatted(namespace));
        soon().untilAsserted(() -> {
            var conditions = cluster.conditionsOfRegistry(namespace, "harbour");
            assertThat(state(conditions, "CertificatesReady")).isEqualTo("False/SecretInvalid");
            assertThat(message(conditions, "CertificatesReady")).contains("tls.key");
        });

        OwnCertificate own = OwnCertificate.of("harbour");
        cluster.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: my-cert, namespace: %s}
                type: Opaque
                stringData:
                  tls.crt: |
                %s
                  tls.key: |
                %s
                """.formatted(
                        namespace,
                        own.certificatePem().indent(4).stripTrailing(),
                        own.keyPem().indent(4).stripTrailing()));
        soon().untilAsserted(
                        () -> assertThat(state(cluster.conditionsOfRegistry(namespace, "harbour"), "CertificatesReady"))
                                .isEqualTo("True/CertificatesProvided"));
    }

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

    private void applyStorageClass(boolean allowsExpansion) {
        cluster.apply("""
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: %s}
                provisioner: example.com/growing
                allowVolumeExpansion: %s
                """.formatted(namespace, allowsExpansion));
    }

    private void applyRegistryOf(String size) {
        applyRegistry("{storage: {filesystem: {size: " + size + ", storageClassName: " + namespace + "}}}");
    }

    @Test
    void growsItsVolumeWithTheSpec() {
        applyStorageClass(true);
        applyRegistryOf("1Gi");
        awaitChildren();

        try (var pod = RegistryPod.start(cluster.client(), namespace, "harbour", folder.resolve(namespace))) {
            applyRegistryOf("2Gi");

            soon().untilAsserted(() -> assertThat(cluster.client()
                            .persistentVolumeClaims()
                            .inNamespace(namespace)
                            .withName("data-harbour-0")
                            .get()
                            .getSpec()
                            .getResources()
                            .getRequests()
                            .get("storage"))
                    .hasToString("2Gi"));
        }
    }

    @Test
    void saysThatItsVolumeCannotGrowAndGoesOn() {
        applyStorageClass(false);
        applyRegistryOf("1Gi");
        awaitChildren();

        try (var pod = RegistryPod.start(cluster.client(), namespace, "harbour", folder.resolve(namespace))) {
            applyRegistryOf("2Gi");

            soon().untilAsserted(() -> {
                var conditions = cluster.conditionsOfRegistry(namespace, "harbour");
                assertThat(state(conditions, "StorageReady")).isEqualTo("False/StorageNotExpandable");
                assertThat(message(conditions, "Stalled"))
                        .contains("data-harbour-0", "from 1Gi to 2Gi", "allowVolumeExpansion");
                assertThat(state(conditions, "ConfigApplied")).isEqualTo("True/ConfigApplied");
                assertThat(state(conditions, "Available")).isEqualTo("True/PodsReady");
            });
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

    @Test
    void tellsOfItselfInEvents() {
        applyRegistry(
                "{storage: {s3: {endpoint: 'https://s3.example.com', bucket: images, region: eu-1, credentialsSecretRef: {name: s3-key}}}}");

        soon().untilAsserted(() -> assertThat(cluster.client()
                        .events()
                        .v1()
                        .events()
                        .inNamespace(namespace)
                        .list()
                        .getItems())
                .anySatisfy(event -> {
                    assertThat(event.getType()).isEqualTo("Warning");
                    assertThat(event.getReason()).isEqualTo("NotSupported");
                    assertThat(event.getNote()).contains("spec.storage.s3");
                    assertThat(event.getRegarding().getName()).isEqualTo("harbour");
                }));
    }
}
