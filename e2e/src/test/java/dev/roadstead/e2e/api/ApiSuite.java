package dev.roadstead.e2e.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/// One namespace per test, on whatever server the concrete class stands for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApiSuite {
    KubeClient api;
    String namespace;

    /// The server to run against.
    abstract KubeClient client();

    @BeforeEach
    void openNamespace() {
        api = client();
        namespace = api.post("/api/v1/namespaces", "{metadata: {generateName: behaviours-}}")
                .object()
                .at("/metadata/name")
                .asText();
    }

    @AfterEach
    void closeNamespace() {
        api.delete("/api/v1/namespaces/" + namespace);
    }

    String configMaps() {
        return "/api/v1/namespaces/" + namespace + "/configmaps";
    }

    String configMap(String name) {
        return configMaps() + "/" + name;
    }

    String deployments() {
        return "/apis/apps/v1/namespaces/" + namespace + "/deployments";
    }

    String registries() {
        return "/apis/roadstead.dev/v1alpha1/namespaces/" + namespace + "/registries";
    }

    String registry(String name) {
        return registries() + "/" + name;
    }

    /// Stores a ConfigMap from flow YAML of its data.
    Answer stored(String name, String data) {
        Answer answer = api.post(configMaps(), "{metadata: {name: " + name + "}, data: " + data + "}");
        answer.object();
        return answer;
    }

    Answer storedRegistry(String name) {
        Answer answer = api.post(registries(), registryYaml(name));
        answer.object();
        return answer;
    }

    static String registryYaml(String name) {
        return """
                apiVersion: roadstead.dev/v1alpha1
                kind: Registry
                metadata: {name: %s}
                spec:
                  storage: {filesystem: {size: 1Gi}}
                """.formatted(name);
    }

    static ObjectNode copy(Answer answer) {
        return answer.object().deepCopy();
    }

    /// A member of each element of a list, as text.
    static List<String> texts(JsonNode list, String member) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.path(member).asText()));
        return texts;
    }
}
