package dev.roadstead.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.sandbox.server.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Server-side apply over HTTP.
class ApplyTest {

    @RegisterExtension
    static final Sandbox SANDBOX = new Sandbox();

    private final Client client = SANDBOX.client();
    private final String path = SANDBOX.core(SANDBOX.namespace(), "configmaps") + "/one";

    @Test
    void createsThenChangesNothing() {
        Answer created = client.apply(path, "me", configMap("a: b"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/metadata/managedFields/0/manager")).isEqualTo("me");
        assertThat(created.at("/metadata/managedFields/0/operation")).isEqualTo("Apply");
        Answer again = client.apply(path, "me", configMap("a: b"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.at("/metadata/resourceVersion")).isEqualTo(created.at("/metadata/resourceVersion"));
    }

    @Test
    void removesWhatItsManagerNoLongerApplies() {
        client.apply(path, "me", configMap("a: b, c: d"));
        Answer next = client.apply(path, "me", configMap("a: b"));
        assertThat(next.body().path("data").has("c")).isFalse();
    }

    @Test
    void reportsConflictsUnlessForced() {
        client.apply(path, "me", configMap("a: b"));
        Answer conflict = client.apply(path, "you", configMap("a: c"));
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.message()).isEqualTo("Apply failed with 1 conflict: conflict with \"me\": .data.a");
        assertThat(conflict.at("/details/causes/0/reason")).isEqualTo("FieldManagerConflict");
        assertThat(conflict.at("/details/causes/0/field")).isEqualTo(".data.a");
        assertThat(client.apply(path + "?force=true", "you", configMap("a: c")).at("/data/a"))
                .isEqualTo("c");
    }

    @Test
    void sharesAnObjectWithOtherWriters() {
        client.apply(path, "me", configMap("a: b"));
        client.patch(path + "?fieldManager=you", "merge-patch+json", "{\"data\":{\"x\":\"y\"}}");
        Answer applied = client.apply(path, "me", configMap("a: c"));
        assertThat(applied.at("/data/x")).isEqualTo("y");
        assertThat(applied.body().path("metadata").path("managedFields")).hasSize(2);
    }

    @Test
    void needsAManager() {
        Answer refused = client.send("PATCH", path, "application/apply-patch+yaml", configMap("a: b"), "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message())
                .isEqualTo("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
                        + " apply patch");
    }

    @Test
    void ownsStatusApartFromTheRest() {
        String namespace = SANDBOX.namespace();
        String deployment = SANDBOX.apps(namespace, "deployments") + "/d";
        client.apply(deployment, "me", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: d}
                spec:
                  selector: {matchLabels: {app: a}}
                  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: i}]}}
                status: {replicas: 7}
                """);
        Answer status = client.apply(
                deployment + "/status",
                "controller",
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, status: {replicas: 1}}");
        assertThat(status.at("/status/replicas")).isEqualTo("1");
        assertThat(status.at("/metadata/generation")).isEqualTo("1");
        assertThat(status.body().path("metadata").path("managedFields"))
                .extracting(entry -> entry.path("manager").asText() + "/"
                        + entry.path("subresource").asText())
                .containsExactlyInAnyOrder("me/", "controller/status");
        assertThat(client.apply(
                                SANDBOX.apps(namespace, "deployments") + "/none/status",
                                "controller",
                                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: none}}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void persistsNothingOnDryRun() {
        assertThat(client.apply(path + "?dryRun=All", "me", configMap("a: b")).status())
                .isEqualTo(201);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    private static String configMap(String data) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {%s}}".formatted(data);
    }
}
