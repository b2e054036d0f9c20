package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;

/// Applies the body of a patch.
final class PatchFormat {

    private PatchFormat() {}

    static ObjectNode apply(Kind kind, String type, ObjectNode object, JsonNode patch) {
        if (type.equals(Patches.JSON)) {
            throw Failures.unsupportedMediaType("JSON patch is not wired in");
        }
        merge(object, patch);
        return object;
    }

    private static void merge(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode child) {
                ObjectNode inner = target.get(field.getKey()) instanceof ObjectNode existing
                        ? existing
                        : target.putObject(field.getKey());
                merge(inner, child);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }
}
