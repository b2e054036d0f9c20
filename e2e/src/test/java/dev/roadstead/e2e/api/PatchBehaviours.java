package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Merge, JSON and strategic patches.
abstract class PatchBehaviours extends ApiSuite {

    private static final String DEPLOYMENT = """
            metadata: {name: one}
            spec:
              selector: {matchLabels: {app: one}}
              template:
                metadata: {labels: {app: one}}
                spec:
                  tolerations: [{key: a, operator: Exists}]
                  containers:
                  - {name: main, image: 'example.com/one:1', env: [{name: A, value: '1'}]}
                  - {name: side, image: 'example.com/side:1'}
            """;

    @Test
    void mergePatchSetsAndRemoves() {
        stored("one", "{a: '1', b: '2'}");

        Answer patched = api.patch(configMap("one"), KubeClient.MERGE, "{\"data\":{\"a\":null,\"c\":\"3\"}}");

        assertThat(patched.code()).isEqualTo(200);
        assertThat(patched.body().path("data")).isEqualTo(Yaml.parse("{b: '2', c: '3'}"));
    }

    @Test
    void mergePatchReplacesListsAsAWhole() {
        storedRegistry("one");
        api.patch(
                        registry("one"),
                        KubeClient.MERGE,
                        "{\"metadata\":{\"finalizers\":[\"example.com/a\",\"example.com/b\"]}}")
                .object();

        Answer patched =
                api.patch(registry("one"), KubeClient.MERGE, "{\"metadata\":{\"finalizers\":[\"example.com/c\"]}}");

        assertThat(patched.body().at("/metadata/finalizers")).hasSize(1);
        api.patch(registry("one"), KubeClient.MERGE, "{\"metadata\":{\"finalizers\":null}}")
                .object();
    }

    @Test
    void mergePatchThatChangesNothingKeepsTheRevision() {
        Answer created = stored("one", "{a: '1'}");

        Answer patched = api.patch(configMap("one"), KubeClient.MERGE, "{\"data\":{\"a\":\"1\"}}");

        assertThat(patched.resourceVersion()).isEqualTo(created.resourceVersion());
    }

    @Test
    void patchWithAnOldRevisionIsAConflict() {
        String old = stored("one", "{a: '1'}").resourceVersion();
        api.patch(configMap("one"), KubeClient.MERGE, "{\"data\":{\"a\":\"2\"}}")
                .object();

        Answer refused = api.patch(
                configMap("one"),
                KubeClient.MERGE,
                "{\"metadata\":{\"resourceVersion\":\"" + old + "\"},\"data\":{\"a\":\"3\"}}");

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.reason()).isEqualTo("Conflict");
    }

    @Test
    void patchOfWhatDoesNotExistIsNotFound() {
        assertThat(api.patch(configMap("none"), KubeClient.MERGE, "{}").code()).isEqualTo(404);
    }

    @Test
    void jsonPatchAddsReplacesRemovesAndTests() {
        stored("one", "{a: '1', b: '2'}");

        Answer patched = api.patch(configMap("one"), KubeClient.JSON_PATCH, """
                [{"op":"test","path":"/data/a","value":"1"},
                 {"op":"replace","path":"/data/a","value":"9"},
                 {"op":"remove","path":"/data/b"},
                 {"op":"add","path":"/metadata/annotations","value":{}},
                 {"op":"add","path":"/metadata/annotations/example.com~1d","value":"3"}]""");

        assertThat(patched.body().path("data")).isEqualTo(Yaml.parse("{a: '9'}"));
        assertThat(patched.body().at("/metadata/annotations")).isEqualTo(Yaml.parse("{example.com/d: '3'}"));
    }

    @Test
    void jsonPatchWhoseTestFailsChangesNothing() {
        Answer created = stored("one", "{a: '1'}");

        Answer refused = api.patch(configMap("one"), KubeClient.JSON_PATCH, """
                [{"op":"replace","path":"/data/a","value":"2"},{"op":"test","path":"/data/a","value":"1"}]""");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.reason()).isEqualTo("Invalid");
        assertThat(api.get(configMap("one")).resourceVersion()).isEqualTo(created.resourceVersion());
    }

    @Test
    void jsonPatchOfAMissingPathIsRefused() {
        stored("one", "{a: '1'}");

        Answer refused =
                api.patch(configMap("one"), KubeClient.JSON_PATCH, "[{\"op\":\"remove\",\"path\":\"/data/nope\"}]");

        assertThat(refused.code()).isEqualTo(422);
    }

    @Test
    void jsonPatchThatIsNoListIsABadRequest() {
        stored("one", "{a: '1'}");

        assertThat(api.patch(configMap("one"), KubeClient.JSON_PATCH, "{\"data\":{}}")
                        .code())
                .isEqualTo(400);
    }

    @Test
    void strategicPatchMergesListsByTheirKey() {
        api.post(deployments(), DEPLOYMENT).object();

        Answer patched = api.patch(deployments() + "/one", KubeClient.STRATEGIC, """
                {"spec":{"template":{"spec":{"containers":[
                  {"name":"main","image":"example.com/one:2","env":[{"name":"B","value":"2"}]}]}}}}""");

        var containers = patched.object().at("/spec/template/spec/containers");
        assertThat(containers).hasSize(2);
        assertThat(containers.at("/0/image").asText()).isEqualTo("example.com/one:2");
        assertThat(texts(containers.at("/0/env"), "name")).containsExactlyInAnyOrder("A", "B");
        assertThat(patched.generation()).isEqualTo(2);
    }

    @Test
    void strategicPatchDeletesAnElement() {
        api.post(deployments(), DEPLOYMENT).object();

        Answer patched = api.patch(deployments() + "/one", KubeClient.STRATEGIC, """
                {"spec":{"template":{"spec":{"containers":[{"name":"side","$patch":"delete"}]}}}}""");

        assertThat(texts(patched.object().at("/spec/template/spec/containers"), "name"))
                .containsExactly("main");
    }

    @Test
    void strategicPatchReplacesListsWithoutKey() {
        api.post(deployments(), DEPLOYMENT).object();

        Answer patched = api.patch(deployments() + "/one", KubeClient.STRATEGIC, """
                {"spec":{"template":{"spec":{"tolerations":[{"key":"b","operator":"Exists"}]}}}}""");

        assertThat(patched.object().at("/spec/template/spec/tolerations").findValuesAsText("key"))
                .containsExactly("b");
    }

    @Test
    void strategicPatchReplacesAMapOnRequest() {
        api.post(deployments(), DEPLOYMENT).object();

        Answer patched = api.patch(deployments() + "/one", KubeClient.STRATEGIC, """
                {"metadata":{"labels":{"a":"1"}}}""");
        Answer replaced = api.patch(deployments() + "/one", KubeClient.STRATEGIC, """
                {"metadata":{"labels":{"$patch":"replace","b":"2"}}}""");

        assertThat(patched.object().at("/metadata/labels")).isEqualTo(Yaml.parse("{a: '1'}"));
        assertThat(replaced.object().at("/metadata/labels")).isEqualTo(Yaml.parse("{b: '2'}"));
    }

    @Test
    void strategicPatchMergesFinalizers() {
        api.post(configMaps(), "{metadata: {name: one, finalizers: [example.com/a]}}")
                .object();

        Answer merged = api.patch(
                configMap("one"), KubeClient.STRATEGIC, "{\"metadata\":{\"finalizers\":[\"example.com/b\"]}}");
        Answer removed = api.patch(configMap("one"), KubeClient.STRATEGIC, """
                {"metadata":{"$deleteFromPrimitiveList/finalizers":["example.com/a","example.com/b"]}}""");

        assertThat(merged.object().at("/metadata/finalizers")).hasSize(2);
        assertThat(removed.object().at("/metadata/finalizers")).isEmpty();
    }

    @Test
    void customResourcesRefuseStrategicPatches() {
        storedRegistry("one");

        Answer refused = api.patch(registry("one"), KubeClient.STRATEGIC, "{}");

        assertThat(refused.code()).isEqualTo(415);
        assertThat(refused.reason()).isEqualTo("UnsupportedMediaType");
        assertThat(refused.message()).contains("application/merge-patch+json", "application/apply-patch+yaml");
    }

    @Test
    void patchesCannotMoveAnObject() {
        stored("one", "{}");

        Answer renamed = api.patch(configMap("one"), KubeClient.MERGE, "{\"metadata\":{\"name\":\"two\"}}");
        Answer moved = api.patch(configMap("one"), KubeClient.MERGE, "{\"metadata\":{\"namespace\":\"elsewhere\"}}");

        assertThat(renamed.code()).isEqualTo(400);
        assertThat(moved.code()).isEqualTo(400);
    }
}
