package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.apply.BuiltinTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Holds objects of the built-in kinds against their types: unknown fields and values of the wrong type.
public final class BuiltinFields {

    private final List<String> unknown = new ArrayList<>();
    private final List<String> mistyped = new ArrayList<>();

    private BuiltinFields() {}

    /// The paths of fields that the kind does not have; none if the kind is not known here.
    public static List<String> unknown(String group, String version, String kind, ObjectNode object) {
        return walk(group, version, kind, object).unknown;
    }

    /// What kube-apiserver says of values that its decoder cannot read, such as `json: cannot unmarshal string into Go
    /// struct field DeploymentSpec.spec.replicas of type int32`.
    public static List<String> mistyped(String group, String version, String kind, ObjectNode object) {
        return walk(group, version, kind, object).mistyped;
    }

    static List<String> unknownMetadata(ObjectNode object) {
        BuiltinFields walk = new BuiltinFields();
        if (object.get("metadata") instanceof ObjectNode metadata) {
            walk.struct(metadata, "ObjectMeta", "metadata");
        }
        return walk.unknown;
    }

    private static BuiltinFields walk(String group, String version, String kind, ObjectNode object) {
        BuiltinFields walk = new BuiltinFields();
        BuiltinTypes.rootOf(group, version, kind).ifPresent(type -> walk.struct(object, type, ""));
        return walk;
    }

    private void struct(ObjectNode object, String type, String path) {
        Map<String, BuiltinTypes.Field> fields = BuiltinTypes.fieldsOf(type);
        object.properties().forEach(entry -> {
            String name = entry.getKey();
            String place = path.isEmpty() ? name : path + "." + name;
            BuiltinTypes.Field field = fields.get(name);
            if (field == null) {
                unknown.add(place);
            } else {
                value(entry.getValue(), field.type(), place, type);
            }
        });
    }

    private void value(JsonNode value, String type, String path, String owner) {
        if (value.isNull() || type.equals("any")) {
            return;
        }
        if (type.startsWith("[")) {
            if (expect(value.isArray(), value, "[]" + goType(inner(type)), path, owner)) {
                for (int i = 0; i < value.size(); i++) {
                    value(value.get(i), inner(type), path + "[" + i + "]", owner);
                }
            }
        } else if (type.startsWith("{")) {
            if (expect(value.isObject(), value, "map[string]" + goType(inner(type)), path, owner)) {
                // Of a plain value in a map the server names the map only.
                boolean isPlain = BuiltinTypes.Field.isPlain(inner(type));
                value.properties()
                        .forEach(entry -> value(
                                entry.getValue(), inner(type), isPlain ? path : path + "." + entry.getKey(), owner));
            }
        } else if (BuiltinTypes.Field.isPlain(type)) {
            if (expect(isPlain(value, type), value, goType(type), path, owner) && type.equals("bytes")) {
                Base64Text.fault(value.asText()).ifPresent(mistyped::add);
            }
        } else if (expect(value.isObject(), value, goType(type), path, owner)) {
            struct((ObjectNode) value, type, path);
        }
    }

    private static String inner(String type) {
        return type.substring(1, type.length() - 1);
    }

    private static boolean isPlain(JsonNode value, String type) {
        return switch (type) {
            case "string", "time", "bytes" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "int32", "int64", "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "quantity" -> value.isTextual() || value.isNumber();
            case "intOrString" -> value.isTextual() || value.isIntegralNumber();
            default -> true;
        };
    }

    private boolean expect(boolean fits, JsonNode value, String goType, String path, String owner) {
        if (!fits) {
            mistyped.add("json: cannot unmarshal " + kind(value) + " into Go struct field " + owner + "." + path
                    + " of type " + goType);
        }
        return fits;
    }

    private static String kind(JsonNode value) {
        return switch (ValueChecks.typeOf(value)) {
            case "integer", "number" -> "number";
            case "boolean" -> "bool";
            case String other -> other;
        };
    }

    private static String goType(String type) {
        return switch (type) {
            case "boolean" -> "bool";
            case "time" -> "v1.Time";
            case "bytes" -> "[]uint8";
            case "integer" -> "int64";
            case "number" -> "float64";
            case "quantity" -> "resource.Quantity";
            case "intOrString" -> "intstr.IntOrString";
            case String other
            when BuiltinTypes.Field.isPlain(other) || other.startsWith("[") || other.startsWith("{") -> other;
            case String struct -> "v1." + struct;
        };
    }
}
