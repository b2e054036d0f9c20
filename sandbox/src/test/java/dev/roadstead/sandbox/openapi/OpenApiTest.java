package dev.roadstead.sandbox.openapi;

import static dev.roadstead.sandbox.fixture.Yaml.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.openapi.OpenApi.Served;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    private static final JsonNode SCHEMA = node("""
            type: object
            description: A registry.
            required: [spec]
            properties:
              apiVersion: {type: string}
              metadata: {type: object}
              spec: {type: object, description: What is wanted., properties: {storage: {type: object, description: Where blobs go.}}}
            """);

    private static final ObjectNode CUSTOM =
            OpenApi.document("x.dev/v1", List.of(new Served("x.dev", "v1", "Registry", "registries", true, SCHEMA)));

    @Test
    void patchTellsThatTheServerValidates() {
        JsonNode patch = CUSTOM.path("paths")
                .path("/apis/x.dev/v1/namespaces/{namespace}/registries/{name}")
                .path("patch");

        assertThat(patch.path("x-kubernetes-group-version-kind"))
                .isEqualTo(node("{group: x.dev, version: v1, kind: Registry}"));
        assertThat(patch.path("x-kubernetes-action").asText()).isEqualTo("patch");
        assertThat(patch.path("parameters").findValuesAsText("name")).contains("fieldValidation", "dryRun");
    }

    @Test
    void pathsFollowTheScope() {
        assertThat(names(CUSTOM.path("paths")))
                .containsExactly(
                        "/apis/x.dev/v1/registries",
                        "/apis/x.dev/v1/namespaces/{namespace}/registries",
                        "/apis/x.dev/v1/namespaces/{namespace}/registries/{name}");
        var nodes = OpenApi.document("v1", List.of(new Served("", "v1", "Node", "nodes", false, null)));
        assertThat(names(nodes.path("paths"))).containsExactly("/api/v1/nodes", "/api/v1/nodes/{name}");
    }

    @Test
    void customKindsAreDescribedByTheirOwnSchema() {
        JsonNode registry = CUSTOM.at("/components/schemas/dev.x.v1.Registry");

        assertThat(registry.path("x-kubernetes-group-version-kind"))
                .isEqualTo(node("[{group: x.dev, version: v1, kind: Registry}]"));
        assertThat(registry.at("/properties/spec/properties/storage/description")
                        .asText())
                .isEqualTo("Where blobs go.");
        assertThat(registry.at("/properties/metadata/allOf/0/$ref").asText()).endsWith(".ObjectMeta");
        assertThat(CUSTOM.path("components").path("schemas").has("dev.x.v1.RegistryList"))
                .isTrue();
    }

    @Test
    void builtinKindsHaveTheirFields() {
        var document =
                OpenApi.document("apps/v1", List.of(new Served("apps", "v1", "Deployment", "deployments", true, null)));
        JsonNode schemas = document.path("components").path("schemas");

        assertThat(schemas.path("apps.v1.Deployment").path("description").asText())
                .contains("documentation of Kubernetes");
        assertThat(schemas.path("io.k8s.api.DeploymentSpec").path("required")).isEqualTo(node("[selector, template]"));
        assertThat(schemas.path("io.k8s.api.Container")
                        .at("/properties/ports/type")
                        .asText())
                .isEqualTo("array");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (ObjectNode document :
                List.of(CUSTOM, OpenApi.document("v1", List.of(new Served("", "v1", "Pod", "pods", true, null))))) {
            JsonNode schemas = document.path("components").path("schemas");
            assertThat(document.findValuesAsText("$ref"))
                    .isNotEmpty()
                    .allSatisfy(ref -> assertThat(schemas.has(ref.substring(Components.REF.length())))
                            .as(ref)
                            .isTrue());
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
