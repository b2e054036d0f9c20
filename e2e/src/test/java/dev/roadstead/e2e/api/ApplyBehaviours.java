package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Server-side apply: ownership of fields, conflicts, and what plain writes do to it.
abstract class ApplyBehaviours extends ApiSuite {

    private String config(String data) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: " + data + "}";
    }

    private static JsonNode entry(Answer answer, String manager) {
        for (JsonNode entry : answer.object().at("/metadata/managedFields")) {
            if (entry.path("manager").asText().equals(manager)) {
                return entry;
            }
        }
        throw new AssertionError(manager + " manages nothing: " + answer);
    }

    @Test
    void createsWhatDoesNotExist() {
        Answer applied = api.apply(configMap("one"), "alice", config("{a: '1'}"));

        assertThat(applied.code()).isEqualTo(201);
        JsonNode entry = entry(applied, "alice");
        assertThat(entry.path("operation").asText()).isEqualTo("Apply");
        assertThat(entry.path("apiVersion").asText()).isEqualTo("v1");
        assertThat(entry.path("fieldsType").asText()).isEqualTo("FieldsV1");
        assertThat(entry.path("time").asText()).endsWith("Z");
        assertThat(entry.path("fieldsV1")).isEqualTo(Yaml.parse("{'f:data': {'f:a': {}}}"));
    }

    @Test
    void writesNothingWhenTheSameIsAppliedAgain() {
        Answer first = api.apply(configMap("one"), "alice", config("{a: '1'}"));

        Answer second = api.apply(configMap("one"), "alice", config("{a: '1'}"));

        assertThat(second.code()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void removesWhatTheManagerNoLongerApplies() {
        api.apply(configMap("one"), "alice", config("{a: '1', b: '2'}")).object();

        Answer applied = api.apply(configMap("one"), "alice", config("{a: '1'}"));

        assertThat(applied.body().path("data")).isEqualTo(Yaml.parse("{a: '1'}"));
    }

    @Test
    void keepsWhatAnotherManagerOwnsToo() {
        api.apply(configMap("one"), "alice", config("{a: '1', b: '2'}")).object();
        api.apply(configMap("one"), "bob", config("{b: '2'}")).object();

        Answer applied = api.apply(configMap("one"), "alice", config("{a: '1'}"));

        assertThat(applied.body().path("data")).isEqualTo(Yaml.parse("{a: '1', b: '2'}"));
    }

    @Test
    void leavesFieldsOfOthersAlone() {
        api.apply(configMap("one"), "alice", config("{a: '1'}")).object();

        Answer applied = api.apply(configMap("one"), "bob", config("{b: '2'}"));

        assertThat(applied.body().path("data")).isEqualTo(Yaml.parse("{a: '1', b: '2'}"));
        assertThat(entry(applied, "bob").path("fieldsV1")).isEqualTo(Yaml.parse("{'f:data': {'f:b': {}}}"));
    }

    @Test
    void refusesToTakeAFieldSilently() {
        api.apply(configMap("one"), "alice", config("{a: '1'}")).object();

        Answer refused = api.apply(configMap("one"), "bob", config("{a: '2'}"));

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.reason()).isEqualTo("Conflict");
        assertThat(refused.message()).isEqualTo("Apply failed with 1 conflict: conflict with \"alice\": .data.a");
        assertThat(refused.text("/details/causes/0/reason")).isEqualTo("FieldManagerConflict");
        assertThat(refused.text("/details/causes/0/field")).isEqualTo(".data.a");
        assertThat(refused.text("/details/causes/0/message")).isEqualTo("conflict with \"alice\"");
    }

    @Test
    void namesTheVersionAndTimeOfAConflictWithAPlainWrite() {
        api.post(configMaps() + "?fieldManager=editor", config("{a: '1'}")).object();

        Answer refused = api.apply(configMap("one"), "bob", config("{a: '2'}"));

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.message())
                .startsWith("Apply failed with 1 conflict: conflict with \"editor\" using v1")
                .endsWith(": .data.a");
    }

    @Test
    void takesAFieldByForce() {
        api.apply(configMap("one"), "alice", config("{a: '1', b: '1'}")).object();

        Answer applied = api.apply(configMap("one") + "?force=true", "bob", config("{a: '2'}"));

        assertThat(applied.text("/data/a")).isEqualTo("2");
        assertThat(entry(applied, "alice").path("fieldsV1")).isEqualTo(Yaml.parse("{'f:data': {'f:b': {}}}"));
    }

    @Test
    void sharesAFieldThatTwoApplyAlike() {
        api.apply(configMap("one"), "alice", config("{a: '1'}")).object();

        Answer applied = api.apply(configMap("one"), "bob", config("{a: '1'}"));

        assertThat(applied.code()).isEqualTo(200);
        assertThat(entry(applied, "alice").path("fieldsV1"))
                .isEqualTo(entry(applied, "bob").path("fieldsV1"));
    }

    @Test
    void givesAFieldToWhoeverWritesIt() {
        api.apply(configMap("one"), "alice", config("{a: '1'}")).object();

        Answer patched =
                api.patch(configMap("one") + "?fieldManager=editor", KubeClient.MERGE, "{\"data\":{\"a\":\"2\"}}");
        Answer reapplied = api.apply(configMap("one"), "alice", config("{a: '1'}"));

        assertThat(entry(patched, "editor").path("operation").asText()).isEqualTo("Update");
        assertThat(entry(patched, "editor").path("fieldsV1")).isEqualTo(Yaml.parse("{'f:data': {'f:a': {}}}"));
        assertThat(patched.object().at("/metadata/managedFields").findValuesAsText("manager"))
                .containsExactly("editor");
        assertThat(reapplied.code()).isEqualTo(409);
    }

    @Test
    void namesWriterByUserAgentWhenItGivesNoName() {
        Answer created = stored("one", "{a: '1'}");

        assertThat(entry(created, "behaviours").path("operation").asText()).isEqualTo("Update");
    }

    @Test
    void wantsAFieldManager() {
        Answer refused = api.patch(configMap("one"), KubeClient.APPLY, config("{a: '1'}"));

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("fieldManager: Required value: is required for apply patch");
    }

    @Test
    void forceBelongsToApplyOnly() {
        stored("one", "{}");

        Answer refused = api.patch(configMap("one") + "?force=true", KubeClient.MERGE, "{}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("force: Forbidden: may not be specified for non-apply patch");
    }

    @Test
    void refusesManagedFieldsInTheDocument() {
        Answer refused = api.apply(
                configMap("one"),
                "alice",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: one, managedFields: [{manager: x, operation: Apply}]}}");

        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.message()).contains("metadata.managedFields must be nil");
    }

    @Test
    void refusesAnOldRevision() {
        Answer first = api.apply(configMap("one"), "alice", config("{a: '1'}"));
        api.apply(configMap("one"), "alice", config("{a: '2'}")).object();

        Answer refused = api.apply(
                configMap("one"),
                "alice",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: one, resourceVersion: '" + first.resourceVersion()
                        + "'}, data: {a: '3'}}");

        assertThat(refused.code()).isEqualTo(409);
    }

    @Test
    void dryRunShowsTheResult() {
        api.apply(configMap("one"), "alice", config("{a: '1'}")).object();

        Answer applied = api.apply(configMap("one") + "?dryRun=All", "alice", config("{a: '2'}"));

        assertThat(applied.text("/data/a")).isEqualTo("2");
        assertThat(api.get(configMap("one")).text("/data/a")).isEqualTo("1");
    }

    @Test
    void mergesKeyedListsElementByElement() {
        String path = "/api/v1/namespaces/" + namespace + "/services/one";
        api.apply(path, "alice", service("{name: http, port: 80, protocol: TCP}"))
                .object();

        Answer applied = api.apply(path, "bob", service("{name: https, port: 443, protocol: TCP}"));

        assertThat(applied.object().at("/spec/ports").findValuesAsText("name"))
                .containsExactlyInAnyOrder("http", "https");
    }

    private static String service(String port) {
        return "{apiVersion: v1, kind: Service, metadata: {name: one}, spec: {ports: [" + port + "]}}";
    }

    @Test
    void treatsUnkeyedListsAsOneValue() {
        storedRegistry("one");
        String path = registry("one");
        api.apply(path, "alice", registryWithTolerations("[{key: a, operator: Exists}]"))
                .object();

        Answer refused = api.apply(path, "bob", registryWithTolerations("[{key: b, operator: Exists}]"));

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.text("/details/causes/0/field")).isEqualTo(".spec.template.tolerations");
    }

    private static String registryWithTolerations(String tolerations) {
        return "{apiVersion: roadstead.dev/v1alpha1, kind: Registry, metadata: {name: one}, spec: {storage: {filesystem:"
                + " {size: 1Gi}}, template: {tolerations: " + tolerations + "}}}";
    }

    @Test
    void lettingTwoControllersEachOwnACondition() {
        storedRegistry("one");

        api.apply(registry("one") + "/status", "alice", condition("Ready")).object();
        Answer applied = api.apply(registry("one") + "/status", "bob", condition("StorageReady"));

        assertThat(applied.object().at("/status/conditions").findValuesAsText("type"))
                .containsExactly("Ready", "StorageReady");
        assertThat(entry(applied, "alice").path("subresource").asText()).isEqualTo("status");
        assertThat(entry(applied, "bob").path("fieldsV1").toString()).contains("k:{\\\"type\\\":\\\"StorageReady\\\"}");
    }

    private static String condition(String type) {
        return "{apiVersion: roadstead.dev/v1alpha1, kind: Registry, metadata: {name: one}, status: {conditions: [{type: "
                + type + ", status: 'True', reason: Fine, message: '', lastTransitionTime: '2026-01-01T00:00:00Z'}]}}";
    }

    @Test
    void appliesAsJson() {
        Answer applied = api.send(
                "PATCH",
                configMap("one") + "?fieldManager=alice",
                Yaml.parse(config("{a: '1'}")).toString(),
                Map.of("Content-Type", KubeClient.APPLY));

        assertThat(applied.code()).isEqualTo(201);
    }

    @Test
    void refusesFieldsThatTheSchemaDoesNotKnow() {
        Answer refused =
                api.apply(registry("one"), "alice", registryYaml("one").replace("storage:", "storrage: 1\n  storage:"));

        assertThat(refused.code()).isEqualTo(500);
        assertThat(refused.message())
                .startsWith("failed to create typed patch object")
                .contains(".spec.storrage: field not declared in schema");
    }

    @Test
    void doesNotOwnWhatTheServerFilledIn() {
        Answer applied = api.apply(registry("one"), "alice", registryYaml("one"));

        assertThat(applied.object().at("/spec/deletionPolicy").asText()).isEqualTo("Retain");
        assertThat(entry(applied, "alice").path("fieldsV1").toString()).doesNotContain("deletionPolicy");
    }

    @Test
    void forgetsOwnershipOnRequest() {
        api.apply(configMap("one"), "alice", config("{a: '1'}")).object();

        api.patch(configMap("one"), KubeClient.MERGE, "{\"metadata\":{\"managedFields\":[{}]}}")
                .object();

        assertThat(api.apply(configMap("one"), "bob", config("{a: '2'}")).code())
                .isIn(200, 409);
        assertThat(api.get(configMap("one"))
                        .body()
                        .at("/metadata/managedFields")
                        .findValuesAsText("manager"))
                .doesNotContain("alice");
    }
}
