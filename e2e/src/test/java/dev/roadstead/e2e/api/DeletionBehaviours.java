package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Finalizers, preconditions, owner references and the end of namespaces.
abstract class DeletionBehaviours extends ApiSuite {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private void gone(String path) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(api.get(path).code()).isEqualTo(404));
    }

    private void storeDependent(String name, Answer owner, String more) {
        api.post(configMaps(), """
                        metadata:
                          name: %s
                          ownerReferences:
                          - {apiVersion: v1, kind: ConfigMap, name: %s, uid: %s%s}
                        """.formatted(name, owner.name(), owner.uid(), more))
                .object();
    }

    @Test
    void deleteAnswersSuccess() {
        Answer created = stored("one", "{}");

        Answer deleted = api.delete(configMap("one"));

        assertThat(deleted.code()).isEqualTo(200);
        assertThat(deleted.text("/status")).isEqualTo("Success");
        assertThat(deleted.text("/details/name")).isEqualTo("one");
        assertThat(deleted.text("/details/uid")).isEqualTo(created.uid());
        assertThat(api.get(configMap("one")).code()).isEqualTo(404);
    }

    @Test
    void deletingWhatDoesNotExistIsNotFound() {
        assertThat(api.delete(configMap("none")).code()).isEqualTo(404);
    }

    @Test
    void finalizersHoldAnObjectUntilTheLastIsRemoved() {
        api.post(configMaps(), "{metadata: {name: one, finalizers: [example.com/a, example.com/b]}}")
                .object();

        Answer deleted = api.delete(configMap("one"));
        Answer held =
                api.patch(configMap("one"), KubeClient.MERGE, "{\"metadata\":{\"finalizers\":[\"example.com/b\"]}}");
        api.patch(configMap("one"), KubeClient.MERGE, "{\"metadata\":{\"finalizers\":null}}")
                .object();

        assertThat(deleted.text("/metadata/deletionTimestamp")).endsWith("Z");
        assertThat(held.text("/metadata/deletionTimestamp")).endsWith("Z");
        assertThat(api.get(configMap("one")).code()).isEqualTo(404);
    }

    @Test
    void noFinalizerCanBeAddedWhileAnObjectIsDeleted() {
        api.post(configMaps(), "{metadata: {name: one, finalizers: [example.com/a]}}")
                .object();
        api.delete(configMap("one")).object();

        Answer refused = api.patch(
                configMap("one"),
                KubeClient.MERGE,
                "{\"metadata\":{\"finalizers\":[\"example.com/a\",\"example.com/new\"]}}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("no new finalizers can be added if the object is being deleted");
        api.patch(configMap("one"), KubeClient.MERGE, "{\"metadata\":{\"finalizers\":null}}")
                .object();
    }

    @Test
    void deletionRaisesTheGenerationOfACustomResource() {
        api.post(registries(), registryYaml("one").replace("name: one", "name: one, finalizers: [example.com/a]"))
                .object();

        Answer deleted = api.delete(registry("one"));

        assertThat(deleted.generation()).isEqualTo(2);
        assertThat(deleted.body().at("/metadata/deletionGracePeriodSeconds").asInt(-1))
                .isZero();
        api.patch(registry("one"), KubeClient.MERGE, "{\"metadata\":{\"finalizers\":null}}")
                .object();
    }

    @Test
    void preconditionsProtectASuccessor() {
        stored("one", "{}");

        Answer refused = api.delete(configMap("one"), "{preconditions: {uid: 00000000-0000-0000-0000-000000000000}}");

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.reason()).isEqualTo("Conflict");
        assertThat(api.get(configMap("one")).code()).isEqualTo(200);
    }

    @Test
    void preconditionsProtectAChange() {
        Answer created = stored("one", "{}");
        api.patch(configMap("one"), KubeClient.MERGE, "{\"data\":{\"a\":\"1\"}}")
                .object();

        Answer refused =
                api.delete(configMap("one"), "{preconditions: {resourceVersion: '" + created.resourceVersion() + "'}}");

        assertThat(refused.code()).isEqualTo(409);
    }

    @Test
    void dryRunDeletesNothing() {
        stored("one", "{}");

        assertThat(api.delete(configMap("one") + "?dryRun=All").code()).isEqualTo(200);
        assertThat(api.get(configMap("one")).code()).isEqualTo(200);
    }

    @Test
    void deletesACollectionBySelector() {
        api.post(configMaps(), "{metadata: {name: one, labels: {go: 'yes'}}}").object();
        api.post(configMaps(), "{metadata: {name: two, labels: {go: 'yes'}}}").object();
        api.post(configMaps(), "{metadata: {name: three, labels: {go: 'no'}}}").object();

        Answer deleted = api.delete(configMaps() + "?labelSelector=go%3Dyes");

        assertThat(deleted.code()).isEqualTo(200);
        assertThat(api.get(configMap("one")).code()).isEqualTo(404);
        assertThat(api.get(configMap("two")).code()).isEqualTo(404);
        assertThat(api.get(configMap("three")).code()).isEqualTo(200);
    }

    @Test
    void dependentsGoAfterTheirOwner() {
        Answer owner = stored("owner", "{}");
        storeDependent("dependent", owner, "");

        api.delete(configMap("owner"), "{propagationPolicy: Background}").object();

        assertThat(api.get(configMap("owner")).code()).isEqualTo(404);
        gone(configMap("dependent"));
    }

    @Test
    void anOwnerWaitsForItsDependentsInTheForeground() {
        Answer owner = stored("owner", "{}");
        storeDependent("dependent", owner, ", blockOwnerDeletion: true");
        api.patch(configMap("dependent"), KubeClient.MERGE, "{\"metadata\":{\"finalizers\":[\"example.com/hold\"]}}")
                .object();

        Answer deleted = api.delete(configMap("owner"), "{propagationPolicy: Foreground}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(api.get(configMap("dependent")).text("/metadata/deletionTimestamp"))
                        .isNotEmpty());

        assertThat(deleted.body().at("/metadata/finalizers").toString()).contains("foregroundDeletion");
        assertThat(api.get(configMap("owner")).code()).isEqualTo(200);
        api.patch(configMap("dependent"), KubeClient.MERGE, "{\"metadata\":{\"finalizers\":null}}")
                .object();
        gone(configMap("owner"));
        gone(configMap("dependent"));
    }

    @Test
    void orphansStay() {
        Answer owner = stored("owner", "{}");
        storeDependent("dependent", owner, "");

        api.delete(configMap("owner"), "{propagationPolicy: Orphan}").object();

        gone(configMap("owner"));
        Answer orphan = api.get(configMap("dependent"));
        assertThat(orphan.code()).isEqualTo(200);
        assertThat(orphan.body().at("/metadata/ownerReferences")).isEmpty();
    }

    @Test
    void whatNamesAnOwnerThatNeverWasGoes() {
        api.post(configMaps(), """
                metadata:
                  name: stray
                  ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: never, uid: 00000000-0000-0000-0000-000000000001}]
                """);

        gone(configMap("stray"));
    }

    @Test
    void aDependentOfTwoOwnersStaysWithTheOther() {
        Answer first = stored("first", "{}");
        Answer second = stored("second", "{}");
        api.post(configMaps(), """
                        metadata:
                          name: dependent
                          ownerReferences:
                          - {apiVersion: v1, kind: ConfigMap, name: first, uid: %s}
                          - {apiVersion: v1, kind: ConfigMap, name: second, uid: %s}
                        """.formatted(first.uid(), second.uid())).object();

        api.delete(configMap("first")).object();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(api.get(configMap("dependent")).body().at("/metadata/ownerReferences"))
                                .hasSize(1));
    }

    @Test
    void aCustomResourceOwnsBuiltinObjects() {
        Answer owner = storedRegistry("one");
        api.post(configMaps(), """
                        metadata:
                          name: dependent
                          ownerReferences:
                          - {apiVersion: roadstead.dev/v1alpha1, kind: Registry, name: one, uid: %s, controller: true}
                        """.formatted(owner.uid())).object();

        api.delete(registry("one")).object();

        gone(configMap("dependent"));
    }

    @Test
    void twoControllersOfOneObjectAreRefused() {
        Answer refused = api.post(configMaps(), """
                metadata:
                  name: one
                  ownerReferences:
                  - {apiVersion: v1, kind: ConfigMap, name: a, uid: 00000000-0000-0000-0000-000000000001, controller: true}
                  - {apiVersion: v1, kind: ConfigMap, name: b, uid: 00000000-0000-0000-0000-000000000002, controller: true}
                """);

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("metadata.ownerReferences");
    }

    @Test
    void aNamespaceTakesItsContentAlong() {
        stored("one", "{}");
        storedRegistry("one");

        Answer deleted = api.delete("/api/v1/namespaces/" + namespace);

        assertThat(deleted.code()).isEqualTo(200);
        assertThat(deleted.text("/status/phase")).isEqualTo("Terminating");
        gone("/api/v1/namespaces/" + namespace);
        assertThat(api.get(configMap("one")).code()).isEqualTo(404);
        assertThat(api.get(registry("one")).code()).isEqualTo(404);
    }

    @Test
    void nothingIsCreatedInANamespaceThatEnds() {
        api.post(configMaps(), "{metadata: {name: hold, finalizers: [example.com/hold]}}")
                .object();
        api.delete("/api/v1/namespaces/" + namespace).object();

        Answer refused = api.post(configMaps(), "{metadata: {name: late}}");

        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.reason()).isEqualTo("Forbidden");
        assertThat(refused.message()).contains("because it is being terminated");
        assertThat(refused.text("/details/causes/0/reason")).isEqualTo("NamespaceTerminating");
        api.patch(configMap("hold"), KubeClient.MERGE, "{\"metadata\":{\"finalizers\":null}}")
                .object();
        gone("/api/v1/namespaces/" + namespace);
    }
}
