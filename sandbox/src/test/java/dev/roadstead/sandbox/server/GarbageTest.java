package dev.roadstead.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Dependents, namespaces and definitions that go away.
class GarbageTest {

    @RegisterExtension
    static final Sandbox SANDBOX = new Sandbox();

    private final Client client = SANDBOX.client();
    private final String namespace = SANDBOX.namespace();
    private final String configMaps = SANDBOX.core(namespace, "configmaps");

    @Test
    void takesDependentsAfterTheirOwner() {
        owner("owner");
        dependent("child", "owner", true);
        grandchild();
        client.delete(configMaps + "/owner");
        gone("child");
        gone("grandchild");
    }

    @Test
    void takesAnObjectWhoseOwnerNeverWas() {
        client.post(configMaps, """
                metadata:
                  name: stray
                  ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: ghost, uid: nowhere}]
                """);
        gone("stray");
    }

    @Test
    void keepsAnObjectWithAnotherOwner() {
        owner("first");
        owner("second");
        client.post(configMaps, """
                metadata:
                  name: shared
                  ownerReferences:
                  - {apiVersion: v1, kind: ConfigMap, name: first, uid: %s}
                  - {apiVersion: v1, kind: ConfigMap, name: second, uid: %s}
                """.formatted(uid("first"), uid("second")));
        client.delete(configMaps + "/first");
        await().untilAsserted(() -> assertThat(
                        client.get(configMaps + "/shared").body().at("/metadata/ownerReferences"))
                .hasSize(1));
    }

    @Test
    void orphansDependentsWhenAsked() {
        owner("owner");
        dependent("child", "owner", true);
        client.delete(configMaps + "/owner", "{\"propagationPolicy\":\"Orphan\"}");
        gone("owner");
        assertThat(client.get(configMaps + "/child")
                        .body()
                        .at("/metadata/ownerReferences")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void waitsForBlockingDependentsInTheForeground() {
        owner("owner");
        client.post(configMaps, """
                metadata:
                  name: child
                  finalizers: [example.com/hold]
                  ownerReferences:
                  - {apiVersion: v1, kind: ConfigMap, name: owner, uid: %s, blockOwnerDeletion: true}
                """.formatted(uid("owner")));
        client.delete(configMaps + "/owner", "{\"propagationPolicy\":\"Foreground\"}");
        await().untilAsserted(() -> assertThat(client.get(configMaps + "/child").at("/metadata/deletionTimestamp"))
                .isNotEmpty());
        assertThat(client.get(configMaps + "/owner").at("/metadata/finalizers/0"))
                .isEqualTo("foregroundDeletion");
        client.patch(configMaps + "/child", "merge-patch+json", "{\"metadata\":{\"finalizers\":null}}");
        gone("child");
        gone("owner");
    }

    @Test
    void emptiesANamespaceBeforeItGoes() {
        client.post(configMaps, "metadata: {name: held, finalizers: [example.com/hold]}");
        SANDBOX.configMap(namespace, "free", "a");
        assertThat(client.delete("/api/v1/namespaces/" + namespace).at("/status/phase"))
                .isEqualTo("Terminating");
        gone("free");
        assertThat(client.post(configMaps, "metadata: {name: late}").message())
                .contains("because it is being terminated");
        client.patch(configMaps + "/held", "merge-patch+json", "{\"metadata\":{\"finalizers\":null}}");
        await().untilAsserted(() -> assertThat(
                        client.get("/api/v1/namespaces/" + namespace).status())
                .isEqualTo(404));
    }

    @Test
    void takesCustomResourcesWithTheirDefinition() {
        client.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definitions.widgets());
        client.post(
                "/apis/example.com/v1/namespaces/" + namespace + "/widgets",
                "{metadata: {name: w}, spec: {colour: red}}");
        client.post(configMaps, """
                metadata:
                  name: of-widget
                  ownerReferences: [{apiVersion: example.com/v1, kind: Widget, name: w, uid: %s}]
                """.formatted(client.get("/apis/example.com/v1/namespaces/" + namespace + "/widgets/w")
                .at("/metadata/uid")));
        client.delete("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com");
        await().untilAsserted(() -> assertThat(
                        client.get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com")
                                .status())
                .isEqualTo(404));
        assertThat(client.get("/apis/example.com/v1/widgets").status()).isEqualTo(404);
        gone("of-widget");
    }

    private void owner(String name) {
        SANDBOX.configMap(namespace, name, "a");
    }

    private void dependent(String name, String owner, boolean blocks) {
        client.post(configMaps, """
                metadata:
                  name: %s
                  ownerReferences:
                  - {apiVersion: v1, kind: ConfigMap, name: %s, uid: %s, blockOwnerDeletion: %s}
                """.formatted(name, owner, uid(owner), blocks));
    }

    private void grandchild() {
        dependent("grandchild", "child", false);
    }

    private String uid(String name) {
        return client.get(configMaps + "/" + name).at("/metadata/uid");
    }

    private void gone(String name) {
        await().untilAsserted(() ->
                assertThat(client.get(configMaps + "/" + name).status()).isEqualTo(404));
    }
}
