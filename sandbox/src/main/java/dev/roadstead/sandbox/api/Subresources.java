package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Meta;
import java.util.List;
import java.util.Map;

/// Which part of an object each endpoint may change, and the Scale view.
final class Subresources {

    private Subresources() {}

    /// On the main endpoint status stays as it was; on `/status` everything else does.
    static void merge(Call call, ObjectNode live, ObjectNode next) {
        if (call.isOn("status")) {
            JsonNode status = next.get("status");
            JsonNode managed = Meta.of(next).get("managedFields");
            next.removeAll();
            next.setAll(live.deepCopy());
            put(next, "status", status);
            put(Meta.of(next), "managedFields", managed);
        } else if (call.kind().has("status")) {
            put(next, "status", live.get("status"));
        }
        if (call.kind().is("", "namespaces") && !call.isOn("finalize")) {
            put(next.withObject("/spec"), "finalizers", live.path("spec").get("finalizers"));
        }
    }

    /// Server-side apply must not claim what its endpoint cannot change.
    static void restrict(Call call, ObjectNode applied) {
        if (call.isOn("status")) {
            applied.retain(List.of("apiVersion", "kind", "metadata", "status"));
            Meta.of(applied).retain(List.of("name", "namespace", "uid", "resourceVersion"));
        } else if (call.kind().has("status")) {
            applied.remove("status");
        }
    }

    static ObjectNode scale(Kind kind, ObjectNode object) {
        ObjectNode scale = Json.object();
        scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            if (object.path("metadata").has(field)) {
                metadata.set(field, object.path("metadata").get(field));
            }
        }
        JsonNode desired = Json.at(object, specPath(kind));
        ObjectNode spec = scale.putObject("spec");
        if (desired.isNumber()) {
            spec.set("replicas", desired);
        }
        ObjectNode status = scale.putObject("status");
        status.set("replicas", Json.number(Json.at(object, statusPath(kind)).asLong(0)));
        String selector = selector(kind, object);
        if (!selector.isEmpty()) {
            status.put("selector", selector);
        }
        return scale;
    }

    /// Writes the Scale's wish into the object.
    static ObjectNode withScale(Kind kind, ObjectNode object, ObjectNode scale) {
        String version = Meta.resourceVersion(scale);
        if (!version.isEmpty()) {
            Meta.of(object).put("resourceVersion", version);
        }
        Json.set(
                object,
                specPath(kind),
                Json.number(scale.path("spec").path("replicas").asLong(0)));
        return object;
    }

    private static String specPath(Kind kind) {
        return kind.definition() == null
                ? ".spec.replicas"
                : kind.definition().scale().path("specReplicasPath").asText();
    }

    private static String statusPath(Kind kind) {
        return kind.definition() == null
                ? ".status.replicas"
                : kind.definition().scale().path("statusReplicasPath").asText();
    }

    private static String selector(Kind kind, ObjectNode object) {
        if (kind.definition() != null) {
            String path = kind.definition().scale().path("labelSelectorPath").asText("");
            return path.isEmpty() ? "" : Json.at(object, path).asText("");
        }
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, JsonNode> label :
                object.path("spec").path("selector").path("matchLabels").properties()) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(label.getKey())
                    .append('=')
                    .append(label.getValue().asText());
        }
        return text.toString();
    }

    private static void put(ObjectNode object, String field, @org.jspecify.annotations.Nullable JsonNode value) {
        if (value == null) {
            object.remove(field);
        } else {
            object.set(field, value);
        }
    }
}
