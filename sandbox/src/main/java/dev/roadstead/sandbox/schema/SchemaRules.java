package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What kube-apiserver checks of the schema in a CustomResourceDefinition, keyword by keyword.
final class SchemaRules {

    private static final Set<String> TYPES = Set.of("string", "number", "integer", "boolean", "array", "object");
    private static final List<String> TYPE_LIST = List.of("array", "boolean", "integer", "number", "object", "string");
    private static final List<String> UNSUPPORTED =
            List.of("id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref");

    private final List<FieldError> errors = new ArrayList<>();

    private SchemaRules() {}

    static List<FieldError> check(JsonNode schema, String path) {
        SchemaNode root = SchemaNode.root(schema);
        List<FieldError> errors = new ArrayList<>(StructuralRules.check(root, path));
        SchemaRules run = new SchemaRules();
        if (root.isNullable()) {
            run.errors.add(FieldError.forbidden(path + ".nullable", "nullable cannot be true at the root"));
        }
        run.visit(schema, path);
        run.defaults(root, path);
        errors.addAll(run.errors);
        if (errors.isEmpty()) {
            errors.addAll(RuleChecks.check(root, path));
        }
        return errors;
    }

    private void visit(JsonNode schema, String path) {
        keywords(schema, path);
        listType(schema, path);
        mapType(schema, path);
        RuleChecks.texts(schema, path, errors);
        schema.path("properties")
                .properties()
                .forEach(property -> visit(property.getValue(), path + ".properties[" + property.getKey() + "]"));
        for (String keyword : List.of("items", "additionalProperties", "not")) {
            if (schema.path(keyword).isObject()) {
                visit(schema.path(keyword), path + "." + keyword);
            }
        }
        for (String junctor : List.of("allOf", "anyOf", "oneOf")) {
            for (int i = 0; i < schema.path(junctor).size(); i++) {
                visit(schema.path(junctor).get(i), path + "." + junctor + "[" + i + "]");
            }
        }
    }

    private void keywords(JsonNode schema, String path) {
        String type = schema.path("type").asText("");
        if (!type.isEmpty() && !TYPES.contains(type)) {
            errors.add(FieldError.notSupported(path + ".type", schema.path("type"), TYPE_LIST));
        }
        for (String keyword : UNSUPPORTED) {
            if (schema.has(keyword)) {
                errors.add(FieldError.forbidden(path + "." + keyword, keyword + " is not supported"));
            }
        }
        if (schema.path("items").isArray()) {
            errors.add(FieldError.forbidden(path + ".items", "items must be a schema object and not an array"));
        }
        if (schema.path("uniqueItems").asBoolean()) {
            errors.add(FieldError.forbidden(
                    path + ".uniqueItems",
                    "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
        }
        JsonNode additional = schema.path("additionalProperties");
        boolean limits = additional.isObject() || (additional.isBoolean() && !additional.booleanValue());
        if (limits && !schema.path("properties").isEmpty()) {
            errors.add(FieldError.forbidden(
                    path + ".additionalProperties", "additionalProperties and properties are mutual exclusive"));
        }
        JsonNode preserve = schema.path("x-kubernetes-preserve-unknown-fields");
        if (preserve.isBoolean() && !preserve.booleanValue()) {
            errors.add(FieldError.invalid(
                    path + ".x-kubernetes-preserve-unknown-fields", preserve, "must be true or undefined"));
        }
    }

    private void mapType(JsonNode schema, String path) {
        JsonNode mapType = schema.path("x-kubernetes-map-type");
        if (mapType.isMissingNode()) {
            return;
        }
        needsType(schema, path, "object", "x-kubernetes-map-type");
        if (!Set.of("atomic", "granular").contains(mapType.asText())) {
            errors.add(
                    FieldError.notSupported(path + ".x-kubernetes-map-type", mapType, List.of("atomic", "granular")));
        }
    }

    private void needsType(JsonNode schema, String path, String type, String because) {
        String message = "must be " + type + " if " + because + " is specified";
        if (!schema.has("type")) {
            errors.add(FieldError.required(path + ".type", message));
        } else if (!schema.path("type").asText().equals(type)) {
            errors.add(FieldError.invalid(path + ".type", schema.path("type"), message));
        }
    }

    private void listType(JsonNode schema, String path) {
        JsonNode listType = schema.path("x-kubernetes-list-type");
        boolean hasKeys = !schema.path("x-kubernetes-list-map-keys").isEmpty();
        if (hasKeys && !listType.asText("").equals("map")) {
            String message = "must be map if x-kubernetes-list-map-keys is non-empty";
            errors.add(
                    listType.isMissingNode()
                            ? FieldError.required(path + ".x-kubernetes-list-type", message)
                            : FieldError.invalid(path + ".x-kubernetes-list-type", listType, message));
        }
        if (listType.isMissingNode()) {
            return;
        }
        needsType(schema, path, "array", "x-kubernetes-list-type");
        JsonNode items = schema.path("items");
        switch (listType.asText()) {
            case "atomic" -> {}
            case "set" -> setItems(items, path + ".items");
            case "map" -> mapKeys(schema, items, path);
            default ->
                errors.add(FieldError.notSupported(
                        path + ".x-kubernetes-list-type", listType, List.of("atomic", "set", "map")));
        }
        if (!listType.asText().equals("atomic") && items.path("nullable").asBoolean()) {
            errors.add(FieldError.forbidden(
                    path + ".items.nullable",
                    "cannot be nullable when x-kubernetes-list-type is " + listType.asText()));
        }
    }

    private void setItems(JsonNode items, String path) {
        Map<String, String> keywords = Map.of("array", "x-kubernetes-list-type", "object", "x-kubernetes-map-type");
        String keyword = keywords.get(items.path("type").asText(""));
        if (keyword != null) {
            boolean implied = keyword.equals("x-kubernetes-list-type") && !items.has(keyword);
            if (!implied && !items.path(keyword).asText("").equals("atomic")) {
                errors.add(FieldError.invalid(
                        path + "." + keyword,
                        items.get(keyword),
                        "must be atomic as item of a list with x-kubernetes-list-type=set"));
            }
        }
    }

    private void mapKeys(JsonNode schema, JsonNode items, String path) {
        JsonNode keys = schema.path("x-kubernetes-list-map-keys");
        String keysPath = path + ".x-kubernetes-list-map-keys";
        if (keys.isEmpty()) {
            errors.add(FieldError.required(keysPath, "must not be empty if x-kubernetes-list-type is map"));
        }
        if (items.isMissingNode()) {
            errors.add(FieldError.required(path + ".items", "must have a schema if x-kubernetes-list-type is map"));
            return;
        }
        if (!items.path("type").asText("").equals("object")) {
            errors.add(FieldError.invalid(
                    path + ".items.type",
                    items.path("type"),
                    "must be object if parent array's x-kubernetes-list-type is map"));
            return;
        }
        List<String> required = SchemaNode.root(items).texts("required");
        List<String> seen = new ArrayList<>();
        for (JsonNode key : keys) {
            if (seen.contains(key.asText())) {
                errors.add(FieldError.invalid(keysPath, keys, "must not contain duplicate entries"));
            }
            seen.add(key.asText());
            mapKey(key.asText(), schema, required, path);
        }
    }

    private void mapKey(String key, JsonNode schema, List<String> required, String path) {
        JsonNode items = schema.path("items");
        JsonNode property = items.path("properties").path(key);
        String place = path + ".items.properties[" + key + "]";
        if (property.isMissingNode()) {
            errors.add(FieldError.invalid(
                    path + ".x-kubernetes-list-map-keys",
                    schema.path("x-kubernetes-list-map-keys"),
                    "entries must all be names of item properties"));
            return;
        }
        if (Set.of("array", "object").contains(property.path("type").asText(""))) {
            errors.add(FieldError.invalid(
                    place + ".type",
                    property.path("type"),
                    "must be a scalar type if parent array's x-kubernetes-list-type is map"));
        }
        if (!required.contains(key) && !property.has("default")) {
            errors.add(
                    FieldError.required(
                            place + ".default",
                            "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
        }
        if (property.path("nullable").asBoolean()) {
            errors.add(FieldError.forbidden(
                    place + ".nullable", "this property is in x-kubernetes-list-map-keys, so it cannot be nullable"));
        }
    }

    /// A default must be what its own schema allows.
    private void defaults(SchemaNode schema, String path) {
        JsonNode value = schema.defaultValue();
        if (value != null) {
            if (schema.isRoot()) {
                errors.add(FieldError.forbidden(path + ".default", "must not be set at the root"));
            }
            check(value, schema, path + ".default");
        }
        schema.properties().forEach((name, property) -> defaults(property, path + ".properties[" + name + "]"));
        if (schema.items() != null) {
            defaults(schema.items(), path + ".items");
        }
        if (schema.additionalProperties() != null) {
            defaults(schema.additionalProperties(), path + ".additionalProperties");
        }
    }

    private void check(JsonNode value, SchemaNode schema, String path) {
        JsonNode copy = value.deepCopy();
        if (copy instanceof ObjectNode object) {
            if (!Pruning.unknown(object, schema).isEmpty()) {
                errors.add(FieldError.invalid(path, value, "must not have unknown fields"));
            }
            Defaulting.apply(object, schema);
        }
        for (FieldError error : Validation.check(copy, MissingNode.getInstance(), schema)) {
            String field = error.field().equals(FieldError.NO_FIELD) ? path : path + "." + error.field();
            errors.add(new FieldError(error.reason(), field, error.message()));
        }
    }
}
