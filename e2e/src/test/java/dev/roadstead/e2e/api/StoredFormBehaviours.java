package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a server makes of an object that it takes: zeros, empty selectors, owners of fields.
abstract class StoredFormBehaviours extends ApiSuite {
    private static final String WORKLOAD = """
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: main, image: 'example.com/web:1'}]}
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            apps/v1   | deployments          | {}
            apps/v1   | replicasets          | {replicas: 0}
            apps/v1   | statefulsets         | {replicas: 0, availableReplicas: 0}
            apps/v1   | daemonsets           | {currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0}
            policy/v1 | poddisruptionbudgets | {currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0}
            """)
    void beginsStatusesWithZeros(String apiVersion, String plural, String status) {
        Answer made = api.post(
                "/apis/" + apiVersion + "/namespaces/" + namespace + "/" + plural + "?dryRun=All",
                "metadata: {name: one}\n" + (plural.endsWith("sets") || plural.equals("deployments") ? WORKLOAD : ""));

        assertThat(made.object().path("status")).isEqualTo(Yaml.parse(status));
    }

    @Test
    void countsTheTemplatesOfADaemonSet() {
        String sets = "/apis/apps/v1/namespaces/" + namespace + "/daemonsets";
        String pointer = "/metadata/annotations/deprecated.daemonset.template.generation";
        Answer made = api.post(
                sets,
                "metadata: {name: one}\n"
                        + WORKLOAD.replace("app: web}}\n  template", "app: web}}\n  minReadySeconds: 1\n  template"));
        Answer waits = api.patch(sets + "/one", KubeClient.MERGE, "{\"spec\":{\"minReadySeconds\":2}}");
        Answer changed = api.patch(
                sets + "/one",
                KubeClient.MERGE,
                "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}}}");

        assertThat(made.text(pointer)).isEqualTo("1");
        assertThat(waits.text(pointer)).isEqualTo("1");
        assertThat(changed.text(pointer)).isEqualTo("2");
    }

    @Test
    void anEmptyPodSelectorStands() {
        Answer made = api.post(
                "/apis/networking.k8s.io/v1/namespaces/" + namespace + "/networkpolicies", "metadata: {name: one}");

        assertThat(made.object().path("spec")).isEqualTo(Yaml.parse("{podSelector: {}, policyTypes: [Ingress]}"));
    }

    @Test
    void anOwnerReferenceHasOneManager() {
        String uid = stored("owner", "{}").uid();
        Answer applied = api.apply(
                configMap("one"),
                "alice",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: one, ownerReferences:"
                        + " [{apiVersion: v1, kind: ConfigMap, name: owner, uid: " + uid + "}]}}");

        assertThat(applied.object().at("/metadata/managedFields/0/fieldsV1/f:metadata/f:ownerReferences"))
                .isEqualTo(Yaml.parse("{'k:{\"uid\":\"" + uid + "\"}': {}}"));
    }

    @Test
    void aManagerThatChangedNothingHasNoTime() {
        api.apply(
                configMap("one"), "alice", "{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {a: '1'}}");
        Answer applied = api.apply(
                configMap("one"), "bob", "{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {a: '1'}}");

        JsonNode first = applied.object().at("/metadata/managedFields/0");
        assertThat(first.path("manager").asText()).isEqualTo("bob");
        assertThat(first.has("time")).isFalse();
    }

    @Test
    void nobodyOwnsWhatTheServerSets() {
        Answer made = api.post(
                "/apis/apps/v1/namespaces/" + namespace + "/deployments", "metadata: {name: one}\n" + WORKLOAD);

        JsonNode owned = made.object().at("/metadata/managedFields/0/fieldsV1");
        assertThat(owned.has("f:status")).isFalse();
        assertThat(owned.path("f:spec").has(".")).isFalse();
        assertThat(owned.at("/f:spec/f:replicas").isObject()).isTrue();
        assertThat(owned.at("/f:spec/f:template/f:spec/f:containers/k:{\"name\":\"main\"}/f:image")
                        .isObject())
                .isTrue();
    }
}
