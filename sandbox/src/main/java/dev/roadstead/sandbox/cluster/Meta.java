package dev.roadstead.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// What stands in an object's `metadata`.
public final class Meta {

    private Meta() {}

    public static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    public static String namespace(JsonNode object) {
        return object.path("metadata").path("namespace").asText();
    }

    public static String uid(JsonNode object) {
        return object.path("metadata").path("uid").asText();
    }

    public static long generation(JsonNode object) {
        return object.path("metadata").path("generation").asLong();
    }

    public static long version(JsonNode object) {
        return object.path("metadata").path("resourceVersion").asLong();
    }

    public static String created(JsonNode object) {
        return object.path("metadata").path("creationTimestamp").asText();
    }

    public static boolean isDeleting(JsonNode object) {
        return object.path("metadata").hasNonNull("deletionTimestamp");
    }

    public static Map<String, String> labels(JsonNode object) {
        return Json.textMap(object.path("metadata").path("labels"));
    }

    public static String label(JsonNode object, String name) {
        return object.path("metadata").path("labels").path(name).asText();
    }

    public static String annotation(JsonNode object, String name) {
        return object.path("metadata").path("annotations").path(name).asText();
    }

    /// The owner reference with `controller: true`.
    public static Optional<JsonNode> controller(JsonNode object) {
        for (JsonNode reference : object.path("metadata").path("ownerReferences")) {
            if (reference.path("controller").asBoolean()) {
                return Optional.of(reference);
            }
        }
        return Optional.empty();
    }

    public static boolean isControlledBy(JsonNode object, JsonNode owner) {
        return controller(object)
                .filter(reference -> reference.path("uid").asText().equals(uid(owner)))
                .isPresent();
    }

    /// An owner reference to the object, as controllers set it on what they create.
    public static ObjectNode ownerReference(ObjectNode owner) {
        return Json.object()
                .put("apiVersion", owner.path("apiVersion").asText())
                .put("kind", owner.path("kind").asText())
                .put("name", name(owner))
                .put("uid", uid(owner))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }
}
