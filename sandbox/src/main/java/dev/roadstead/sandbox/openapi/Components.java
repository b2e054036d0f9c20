package dev.roadstead.sandbox.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.apply.BuiltinTypes;
import dev.roadstead.sandbox.openapi.OpenApi.Served;
import java.util.List;
import java.util.Optional;

/// The schemas of a document: custom kinds by their CRD, built-in kinds by the table of their types.
final class Components {

    static final String REF = "#/components/schemas/";

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private static final String NO_DOCUMENTATION =
            "The sandbox knows the fields of this kind and their types; what they mean stands in the documentation of"
                    + " Kubernetes.";

    private final ObjectNode schemas = JsonNodeFactory.instance.objectNode();

    ObjectNode schemas() {
        return schemas;
    }

    /// `dev.roadstead.v1alpha1.Registry`
    static String nameOf(Served resource) {
        List<String> parts = List.of(resource.group().split("\\.")).reversed();
        String prefix = resource.group().isEmpty() ? "core" : String.join(".", parts);
        return prefix + "." + resource.version() + "." + resource.kind();
    }

    void add(Served resource) {
        JsonNode crdSchema = resource.schema();
        ObjectNode schema = crdSchema == null ? builtin(resource) : custom(crdSchema);
        schema.putArray("x-kubernetes-group-version-kind").add(resource.groupVersionKind(""));
        schemas.set(nameOf(resource), schema);
        schemas.set(nameOf(resource) + "List", list(resource));
    }

    private ObjectNode list(Served resource) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("type", "object");
        list.put("description", resource.kind() + "List is a list of " + resource.kind());
        list.putArray("required").add("items");
        ObjectNode properties = list.putObject("properties");
        identity(properties);
        ref(properties.putObject("metadata"), META + "ListMeta", "Standard list metadata.");
        schemas.set(META + "ListMeta", listMeta());
        ObjectNode items = properties.putObject("items").put("type", "array");
        items.put("description", "List of " + resource.plural());
        items.putObject("items").put("$ref", REF + nameOf(resource));
        list.putArray("x-kubernetes-group-version-kind").add(resource.groupVersionKind("List"));
        return list;
    }

    private static ObjectNode listMeta() {
        ObjectNode listMeta = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = listMeta.putObject("properties");
        for (String field : List.of("continue", "resourceVersion", "selfLink")) {
            properties.putObject(field).put("type", "string");
        }
        properties.putObject("remainingItemCount").put("type", "integer").put("format", "int64");
        return listMeta;
    }

    private ObjectNode custom(JsonNode crdSchema) {
        ObjectNode schema = crdSchema.deepCopy();
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        identity(properties);
        ref(properties.putObject("metadata"), define("ObjectMeta"), "Standard object's metadata.");
        schema.path("properties").properties().forEach(property -> {
            if (!properties.has(property.getKey())) {
                properties.set(property.getKey(), property.getValue());
            }
        });
        schema.set("properties", properties);
        return schema;
    }

    private static void identity(ObjectNode properties) {
        properties
                .putObject("apiVersion")
                .put("type", "string")
                .put("description", "APIVersion defines the versioned schema of this representation of an object.");
        properties
                .putObject("kind")
                .put("type", "string")
                .put("description", "Kind is a string value representing the REST resource this object represents.");
    }

    private ObjectNode builtin(Served resource) {
        Optional<String> type = BuiltinTypes.rootOf(resource.group(), resource.version(), resource.kind());
        ObjectNode schema = type.map(this::struct)
                .orElseGet(() -> JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "object")
                        .put("x-kubernetes-preserve-unknown-fields", true));
        return schema.put("description", NO_DOCUMENTATION);
    }

    private ObjectNode struct(String type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        BuiltinTypes.fieldsOf(type).forEach((name, field) -> {
            properties.set(name, value(field));
            if (field.isRequired()) {
                schema.withArray("/required").add(name);
            }
        });
        return schema;
    }

    private ObjectNode value(BuiltinTypes.Field field) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (field.isList()) {
            schema.put("type", "array").set("items", element(field.element()));
        } else if (field.isMap()) {
            schema.put("type", "object").set("additionalProperties", element(field.element()));
        } else if (BuiltinTypes.Field.isPlain(field.type())) {
            return plain(field.type());
        } else {
            ref(schema, define(field.type()), "");
        }
        return schema;
    }

    private ObjectNode element(String type) {
        if (type.startsWith("[") || type.startsWith("{")) {
            return value(new BuiltinTypes.Field("", type, List.of()));
        }
        return BuiltinTypes.Field.isPlain(type)
                ? plain(type)
                : JsonNodeFactory.instance.objectNode().put("$ref", REF + define(type));
    }

    /// Adds the type to the document once and tells its name there.
    private String define(String type) {
        String name = type.equals("ObjectMeta") ? META + type : "io.k8s.api." + type;
        if (!schemas.has(name)) {
            schemas.putObject(name);
            schemas.set(name, struct(type));
        }
        return name;
    }

    private static void ref(ObjectNode schema, String name, String description) {
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        schema.putArray("allOf").addObject().put("$ref", REF + name);
    }

    private static ObjectNode plain(String type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        return switch (type) {
            case "int32", "int64" -> schema.put("type", "integer").put("format", type);
            case "time" -> schema.put("type", "string").put("format", "date-time");
            case "bytes" -> schema.put("type", "string").put("format", "byte");
            case "quantity", "intOrString" -> {
                schema.putArray("oneOf")
                        .add(JsonNodeFactory.instance.objectNode().put("type", "string"))
                        .add(JsonNodeFactory.instance
                                .objectNode()
                                .put("type", type.equals("quantity") ? "number" : "integer"));
                yield schema;
            }
            case "any" -> schema.put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
            default -> schema.put("type", type);
        };
    }
}
