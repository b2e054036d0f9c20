package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.apply.BuiltinTypes;
import dev.roadstead.sandbox.kind.Kind;
import java.util.Map;

/// Removes what a built-in kind does not have, as a typed server loses it when it decodes a body.
public final class UnknownFields {

    private UnknownFields() {}

    /// In place; a kind that the table does not have stays as it is.
    public static void drop(Kind kind, ObjectNode object) {
        BuiltinTypes.rootOf(kind.group(), kind.version(), kind.kind()).ifPresent(type -> drop(type, object));
    }

    private static void drop(String type, ObjectNode object) {
        Map<String, BuiltinTypes.Field> fields = BuiltinTypes.fieldsOf(type);
        object.properties().removeIf(entry -> !fields.containsKey(entry.getKey()));
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            BuiltinTypes.Field field = fields.get(entry.getKey());
            if (field == null || BuiltinTypes.Field.isPlain(field.element())) {
                continue;
            }
            if (field.isList() || field.isMap()) {
                entry.getValue().forEach(item -> child(field, item));
            } else {
                child(field, entry.getValue());
            }
        }
    }

    private static void child(BuiltinTypes.Field field, JsonNode value) {
        if (value instanceof ObjectNode object) {
            drop(field.element(), object);
        }
    }
}
