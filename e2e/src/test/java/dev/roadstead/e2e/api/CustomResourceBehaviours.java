package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Custom resources: schema, generation, the status and scale subresources, and their definitions' life.
abstract class CustomResourceBehaviours extends ApiSuite {

    @Test
    void generationCountsChangesOfTheSpec() {
        Answer created = storedRegistry("one");

        Answer labelled = api.patch(registry("one"), KubeClient.MERGE, "{\"metadata\":{\"labels\":{\"a\":\"1\"}}}");
        Answer changed = api.patch(registry("one"), KubeClient.MERGE, "{\"spec\":{\"host\":\"registry.example.com\"}}");

        assertThat(created.generation()).isEqualTo(1);
        assertThat(labelled.generation()).isEqualTo(1);
        assertThat(changed.generation()).isEqualTo(2);
    }

    @Test
    void theObjectsOwnPathIgnoresStatus() {
        ObjectNode withStatus = Yaml.parse(registryYaml("one"));
        withStatus.putObject("status").put("url", "https://made-up");

        Answer created = api.post(registries(), withStatus);
        ObjectNode updated = copy(created);
        updated.putObject("status").put("url", "https://made-up");
        Answer put = api.put(registry("one"), updated);

        assertThat(created.object().has("status")).isFalse();
        assertThat(put.object().has("status")).isFalse();
        assertThat(put.resourceVersion()).isEqualTo(created.resourceVersion());
    }

    @Test
    void theStatusPathIgnoresTheRest() {
        ObjectNode changed = copy(storedRegistry("one"));
        changed.withObject("/spec").put("host", "registry.example.com");
        changed.withObject("/metadata/labels").put("a", "1");
        changed.putObject("status").put("url", "https://one");

        Answer put = api.put(registry("one") + "/status", changed);

        assertThat(put.object().at("/status/url").asText()).isEqualTo("https://one");
        assertThat(put.object().at("/spec").has("host")).isFalse();
        assertThat(put.generation()).isEqualTo(1);
        assertThat(api.get(registry("one") + "/status").text("/status/url")).isEqualTo("https://one");
    }

    @Test
    void theStatusIsValidated() {
        storedRegistry("one");

        Answer refused = api.patch(
                registry("one") + "/status", KubeClient.MERGE, "{\"status\":{\"conditions\":[{\"type\":\"Ready\"}]}}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("status.conditions[0].lastTransitionTime: Required value");
    }

    @Test
    void conditionsAreUniqueByType() {
        storedRegistry("one");
        String condition = "{\"type\":\"Ready\",\"status\":\"True\",\"reason\":\"Fine\",\"message\":\"\","
                + "\"lastTransitionTime\":\"2026-01-01T00:00:00Z\"}";

        Answer refused = api.patch(
                registry("one") + "/status",
                KubeClient.MERGE,
                "{\"status\":{\"conditions\":[" + condition + "," + condition + "]}}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("status.conditions[1]: Duplicate value");
    }

    @Test
    void scalesByTheScaleSubresource() {
        api.post(registries(), """
                        apiVersion: roadstead.dev/v1alpha1
                        kind: Registry
                        metadata: {name: one}
                        spec:
                          replicas: 2
                          storage: {s3: {endpoint: 'https://s3.example.com', bucket: images, credentialsSecretRef: {name: s3}}}
                          database: {postgresql: {host: pg, database: roadstead, credentialsSecretRef: {name: pg}}}
                        """).object();
        api.patch(registry("one") + "/status", KubeClient.MERGE, "{\"status\":{\"replicas\":2}}")
                .object();

        Answer scale = api.get(registry("one") + "/scale");
        ObjectNode wanted = copy(scale);
        wanted.withObject("/spec").put("replicas", 3);
        Answer scaled = api.put(registry("one") + "/scale", wanted);
        Answer patched = api.patch(registry("one") + "/scale", KubeClient.MERGE, "{\"spec\":{\"replicas\":4}}");

        assertThat(scale.text("/kind")).isEqualTo("Scale");
        assertThat(scale.text("/apiVersion")).isEqualTo("autoscaling/v1");
        assertThat(scale.body().at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(scale.body().at("/status/replicas").asInt()).isEqualTo(2);
        assertThat(scaled.object().at("/spec/replicas").asInt()).isEqualTo(3);
        assertThat(patched.object().at("/spec/replicas").asInt()).isEqualTo(4);
        Answer registry = api.get(registry("one"));
        assertThat(registry.body().at("/spec/replicas").asInt()).isEqualTo(4);
        assertThat(registry.generation()).isEqualTo(3);
    }

    @Test
    void scalingObeysTheRules() {
        storedRegistry("one");

        Answer refused = api.patch(registry("one") + "/scale", KubeClient.MERGE, "{\"spec\":{\"replicas\":2}}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("database.postgresql");
    }

    @Test
    void fillsDefaultsInAndKeepsThem() {
        Answer created = storedRegistry("one");

        assertThat(created.text("/spec/deletionPolicy")).isEqualTo("Retain");
        assertThat(created.body().at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(api.get(registry("one")).body()).isEqualTo(created.body());
    }

    @Test
    void dropsUnknownFields() {
        Answer created = api.post(
                registries() + "?fieldValidation=Ignore",
                registryYaml("one").replace("storage:", "colour: red\n  storage:"));

        assertThat(created.object().at("/spec").has("colour")).isFalse();
    }

    @Test
    void strictValidationNamesTheUnknownField() {
        Answer refused = api.post(
                registries() + "?fieldValidation=Strict",
                registryYaml("one").replace("storage:", "colour: red\n  storage:"));

        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.message()).contains("strict decoding error: unknown field \"spec.colour\"");
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        Answer refused = api.post(registries(), """
                apiVersion: roadstead.dev/v1alpha1
                kind: Registry
                metadata: {name: one}
                spec: {replicas: many, deletionPolicy: Shred}
                """);

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.reason()).isEqualTo("Invalid");
        assertThat(refused.message()).startsWith("Registry.roadstead.dev \"one\" is invalid: ");
        assertThat(refused.body().at("/details/causes").findValuesAsText("field"))
                .contains("spec.replicas", "spec.deletionPolicy", "spec.storage");
        assertThat(refused.body().at("/details/causes").findValuesAsText("reason"))
                .contains("FieldValueTypeInvalid", "FieldValueNotSupported", "FieldValueRequired");
    }

    @Test
    void rulesSayWhatTheirMessagesSay() {
        Answer refused = api.post(registries(), """
                apiVersion: roadstead.dev/v1alpha1
                kind: Registry
                metadata: {name: one}
                spec: {storage: {}}
                """);

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.text("/details/causes/0/field")).isEqualTo("spec.storage");
        assertThat(refused.message()).contains("exactly one");
    }

    @Test
    void rulesCompareWithWhatWas() {
        storedRegistry("one");

        Answer refused = api.patch(
                registry("one"), KubeClient.MERGE, "{\"spec\":{\"storage\":{\"filesystem\":{\"size\":\"512Mi\"}}}}");
        Answer grown = api.patch(
                registry("one"), KubeClient.MERGE, "{\"spec\":{\"storage\":{\"filesystem\":{\"size\":\"2Gi\"}}}}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("shrink");
        assertThat(grown.code()).isEqualTo(200);
    }

    @Test
    void showsTheColumnsOfTheDefinition() {
        storedRegistry("one");

        Answer table = api.get(registries(), KubeClient.TABLE);

        assertThat(table.text("/kind")).isEqualTo("Table");
        assertThat(table.body().path("columnDefinitions").findValuesAsText("name"))
                .startsWith("Name", "Ready")
                .endsWith("Reason", "Age");
        assertThat(table.text("/rows/0/cells/0")).isEqualTo("one");
        assertThat(table.text("/rows/0/object/kind")).isEqualTo("PartialObjectMetadata");
    }

    @Test
    void aDefinitionComesAliveAndTakesItsObjectsAlong() {
        String definition = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.behaviours.example";
        api.delete(definition);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.get(definition).code()).isEqualTo(404));
        api.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
                        metadata: {name: widgets.behaviours.example}
                        spec:
                          group: behaviours.example
                          scope: Namespaced
                          names: {plural: widgets, kind: Widget}
                          versions:
                          - name: v1
                            served: true
                            storage: true
                            schema: {openAPIV3Schema: {type: object, properties: {size: {type: integer, default: 3}}}}
                        """).object();
        String widgets = "/apis/behaviours.example/v1/namespaces/" + namespace + "/widgets";

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.get(definition)
                                .body()
                                .at("/status/conditions")
                                .toString())
                        .contains("Established", "NamesAccepted"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.post(
                                        widgets,
                                        "{apiVersion: behaviours.example/v1, kind: Widget, metadata: {name: one}}")
                                .body()
                                .path("size")
                                .asInt())
                        .isEqualTo(3));
        api.delete(definition).object();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.get(definition).code()).isEqualTo(404));
        assertThat(api.get(widgets).code()).isEqualTo(404);
    }

    @Test
    void refusesADefinitionThatDoesNotCompile() {
        Answer refused = api.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
                metadata: {name: broken.behaviours.example}
                spec:
                  group: behaviours.example
                  scope: Namespaced
                  names: {plural: broken, kind: Broken}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties: {size: {type: integer}}
                        x-kubernetes-validations: [{rule: 'self.size >', message: 'no'}]
                """);

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("x-kubernetes-validations[0].rule");
    }
}
