package dev.roadstead.sandbox.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the OpenAPI v3 document of a group version.
public final class OpenApi {

    private OpenApi() {}

    /// One resource of a group version.
    ///
    /// @param schema `openAPIV3Schema` of a CRD version; null for a built-in kind
    public record Served(
            String group,
            String version,
            String kind,
            String plural,
            boolean namespaced,
            @Nullable JsonNode schema) {

        /// How operations and schemas name the kind.
        ObjectNode groupVersionKind(String suffix) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("group", group)
                    .put("version", version)
                    .put("kind", kind + suffix);
        }
    }

    public static ObjectNode document(String groupVersion, List<Served> resources) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Roadstead sandbox").put("version", groupVersion);
        ObjectNode paths = document.putObject("paths");
        Components components = new Components();
        for (Served resource : resources) {
            Paths.add(paths, resource, Components.nameOf(resource));
            components.add(resource);
        }
        document.putObject("components").set("schemas", components.schemas());
        return document;
    }
}
