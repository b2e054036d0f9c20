package dev.roadstead.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// JSON merge patch, RFC 7386.
public final class MergePatch {

    private MergePatch() {}

    /// The patched object; neither argument changes.
    ///
    /// @throws PatchException if the patch is not an object
    public static ObjectNode apply(ObjectNode object, JsonNode patch) {
        if (!(patch instanceof ObjectNode fields)) {
            throw new PatchException("a JSON merge patch of an object must be an object, not "
                    + patch.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        ObjectNode patched = object.deepCopy();
        merge(patched, fields);
        return patched;
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> {
            String name = field.getKey();
            if (field.getValue().isNull()) {
                target.remove(name);
            } else if (field.getValue() instanceof ObjectNode below) {
                ObjectNode child = target.get(name) instanceof ObjectNode present
                        ? present
                        : JsonNodeFactory.instance.objectNode();
                merge(child, below);
                target.set(name, child);
            } else {
                target.set(name, field.getValue().deepCopy());
            }
        });
    }
}
