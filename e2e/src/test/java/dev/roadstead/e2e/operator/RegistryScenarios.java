package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.message;
import static dev.roadstead.e2e.operator.Cluster.soon;
import static dev.roadstead.e2e.operator.Cluster.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.RegistryConfigs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A Registry that comes up, changes and says how it is.
abstract class RegistryScenarios extends RegistryFixture {
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
