package dev.roadstead.sandbox.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the OpenAPI v3 document of a group version.
public final class OpenApi {

    private OpenApi() {}

    /// A resource that the group version serves. `schema` is the CRD's `openAPIV3Schema`, null for a built-in kind.
    public record Resource(
            String plural,
            String kind,
            boolean namespaced,
            List<String> subresources,
            @Nullable JsonNode schema) {

        public Resource {
            subresources = List.copyOf(subresources);
        }
    }

    /// The group (empty for the core group) and version that a document is about.
    record GroupVersion(String group, String version) {

        String path() {
            return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        }

        ObjectNode kind(String kind) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("group", group)
                    .put("version", version)
                    .put("kind", kind);
        }
    }

    public static ObjectNode document(String group, String version, List<Resource> resources) {
        GroupVersion groupVersion = new GroupVersion(group, version);
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Roadstead sandbox").put("version", version);
        ObjectNode paths = document.putObject("paths");
        Components components = new Components(groupVersion);
        for (Resource resource : resources) {
            Paths.add(paths, groupVersion, resource, components.nameOf(resource));
            components.add(resource);
        }
        document.putObject("components").set("schemas", components.schemas());
        return document;
    }
}
