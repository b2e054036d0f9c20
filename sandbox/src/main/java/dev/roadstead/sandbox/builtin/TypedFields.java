package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.apply.BuiltinTypes;
import dev.roadstead.sandbox.kind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds an object of a built-in kind against the fields and types of that kind, as the typed server does when it
/// decodes a body.
public final class TypedFields {

    private final List<String> unknown = new ArrayList<>();
    private final List<String> mistyped = new ArrayList<>();

    private TypedFields() {}

    /// Reads an object; a kind that the table does not have has nothing to say.
    public static TypedFields of(Kind kind, ObjectNode object) {
        TypedFields fields = new TypedFields();
        BuiltinTypes.rootOf(kind.group(), kind.version(), kind.kind())
                .ifPresent(type -> fields.struct(type, object, ""));
        return fields;
    }

    /// Paths of the fields that the kind does not have.
    public List<String> unknown() {
        return List.copyOf(unknown);
    }

    /// The first value of a wrong type, in the words of Go's decoder.
    public Optional<String> mistyped() {
        return mistyped.stream().findFirst();
    }

    /// Removes the fields that the kind does not have.
    public static void prune(Kind kind, ObjectNode object) {
        BuiltinTypes.rootOf(kind.group(), kind.version(), kind.kind()).ifPresent(type -> prune(type, object));
    }

    private void struct(String type, ObjectNode object, String path) {
        Map<String, BuiltinTypes.Field> fields = BuiltinTypes.fieldsOf(type);
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            BuiltinTypes.Field field = fields.get(entry.getKey());
            if (field == null) {
                unknown.add(at);
            } else if (!entry.getValue().isNull()) {
                value(field, type, entry.getValue(), at);
            }
        }
    }

    private void value(BuiltinTypes.Field field, String owner, JsonNode value, String at) {
        if (field.isList()) {
            if (!value.isArray()) {
                wrong(value, owner, at, "[]" + field.element());
                return;
            }
            int index = 0;
            for (JsonNode item : value) {
                element(field.element(), owner, item, at + "[" + index++ + "]");
            }
        } else if (field.isMap()) {
            if (!value.isObject()) {
                wrong(value, owner, at, "map[string]" + field.element());
                return;
            }
            value.properties().forEach(entry -> element(field.element(), owner, entry.getValue(), at));
        } else {
            element(field.type(), owner, value, at);
        }
    }

    private void element(String type, String owner, JsonNode value, String at) {
        if (value.isNull() || type.equals("any")) {
            return;
        }
        if (!BuiltinTypes.Field.isPlain(type)) {
            if (value instanceof ObjectNode object) {
                struct(type, object, at);
            } else {
                wrong(value, owner, at, type);
            }
        } else if (!fits(type, value)) {
            wrong(value, owner, at, goType(type));
        }
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "string", "bytes", "time" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "int32", "int64" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "intOrString" -> value.isIntegralNumber() || value.isTextual();
            case "quantity" -> value.isNumber() || value.isTextual();
            default -> true;
        };
    }

    private static String goType(String type) {
        return switch (type) {
            case "boolean" -> "bool";
            case "time" -> "Time";
            case "bytes" -> "[]uint8";
            case "number" -> "float64";
            default -> type;
        };
    }

    private void wrong(JsonNode value, String owner, String at, String type) {
        String is = switch (value.getNodeType()) {
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "bool";
            case ARRAY -> "array";
            default -> "object";
        };
        mistyped.add("json: cannot unmarshal " + is + " into Go struct field " + owner + "." + at + " of type " + type);
    }

    private static void prune(String type, ObjectNode object) {
        Map<String, BuiltinTypes.Field> fields = BuiltinTypes.fieldsOf(type);
        object.properties().removeIf(entry -> !fields.containsKey(entry.getKey()));
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            BuiltinTypes.Field field = fields.get(entry.getKey());
            if (field == null || field.element().equals("any") || BuiltinTypes.Field.isPlain(field.element())) {
                continue;
            }
            if (field.isList() || field.isMap()) {
                entry.getValue().forEach(item -> {
                    if (item instanceof ObjectNode child) {
                        prune(field.element(), child);
                    }
                });
            } else if (entry.getValue() instanceof ObjectNode child) {
                prune(field.element(), child);
            }
        }
    }
}
