package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A schema is structural: every place has a type, and what is below allOf, anyOf, oneOf and not only narrows values.
final class StructuralRules {

    private static final List<String> METADATA_FIELDS = List.of("name", "generateName");

    private final List<FieldError> errors = new ArrayList<>();

    private StructuralRules() {}

    static List<FieldError> check(SchemaNode root, String path) {
        StructuralRules run = new StructuralRules();
        run.visit(root, path, "at the root");
        return run.errors;
    }

    private void visit(SchemaNode schema, String path, String where) {
        type(schema, path, where);
        extensions(schema, path);
        if (schema.type().equals("array") && schema.items() == null) {
            errors.add(FieldError.required(path + ".items", "must be specified"));
        }
        if (schema.isRoot() && schema.hasAdditionalProperties()) {
            errors.add(FieldError.forbidden(path + ".additionalProperties", "must not be used at the root"));
        }
        if (schema.isResource()) {
            identity(schema, path);
        }
        pattern(schema.json(), path);
        boolean intOrString = isIntOrString(schema.json().path("anyOf"));
        boolean nestedIntOrString =
                isIntOrString(schema.json().path("allOf").path(0).path("anyOf"));
        SchemaNode spine = schema.isRoot() ? schema : null;
        for (String junctor : List.of("allOf", "anyOf", "oneOf")) {
            JsonNode nested = schema.json().path(junctor);
            for (int i = 0; i < nested.size(); i++) {
                boolean known = (junctor.equals("anyOf") && intOrString)
                        || (junctor.equals("allOf") && i == 0 && nestedIntOrString);
                if (!known) {
                    nested(nested.get(i), spine, path, path + "." + junctor + "[" + i + "]");
                }
            }
        }
        if (schema.json().path("not").isObject()) {
            nested(schema.json().path("not"), spine, path, path + ".not");
        }
        schema.properties()
                .forEach((name, property) ->
                        visit(property, path + ".properties[" + name + "]", "for specified object fields"));
        if (schema.items() != null) {
            visit(schema.items(), path + ".items", "for specified array items");
        }
        if (schema.additionalProperties() != null) {
            visit(schema.additionalProperties(), path + ".additionalProperties", "for specified object fields");
        }
    }

    private void type(SchemaNode schema, String path, String where) {
        boolean embedded = schema.isResource() && !schema.isRoot();
        if (embedded && !schema.type().equals("object")) {
            String message = "must be object if x-kubernetes-embedded-resource is true";
            errors.add(
                    schema.type().isEmpty()
                            ? FieldError.required(path + ".type", message)
                            : FieldError.invalid(path + ".type", schema.json().path("type"), message));
        } else if (schema.type().isEmpty() && !schema.isIntOrString() && !schema.preservesUnknown()) {
            errors.add(FieldError.required(path + ".type", "must not be empty " + where));
        } else if (schema.isRoot() && !schema.type().isEmpty() && !schema.type().equals("object")) {
            errors.add(FieldError.invalid(path + ".type", schema.json().path("type"), "must be object at the root"));
        }
    }

    private void extensions(SchemaNode schema, String path) {
        if (schema.isIntOrString()) {
            for (String other : List.of("x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource")) {
                if (schema.is(other)) {
                    errors.add(FieldError.invalid(
                            path + "." + other,
                            schema.json().path(other),
                            "must be false if x-kubernetes-int-or-string is true"));
                }
            }
        }
        boolean embedded = schema.isResource() && !schema.isRoot();
        if (embedded && schema.hasAdditionalProperties()) {
            errors.add(FieldError.forbidden(
                    path + ".additionalProperties", "must not be used if x-kubernetes-embedded-resource is set"));
        }
        if (embedded && !schema.preservesUnknown() && schema.properties().isEmpty()) {
            errors.add(FieldError.required(
                    path + ".properties",
                    "must not be empty if x-kubernetes-embedded-resource is true without"
                            + " x-kubernetes-preserve-unknown-fields"));
        }
    }

    private void identity(SchemaNode schema, String path) {
        for (String name : List.of("apiVersion", "kind")) {
            SchemaNode property = schema.properties().get(name);
            if (property != null && !property.type().equals("string")) {
                errors.add(FieldError.invalid(
                        path + ".properties[" + name + "].type", property.json().path("type"), "must be string"));
            }
        }
        SchemaNode metadata = schema.properties().get("metadata");
        if (metadata == null) {
            return;
        }
        if (!metadata.type().equals("object")) {
            errors.add(FieldError.invalid(
                    path + ".properties[metadata].type", metadata.json().path("type"), "must be object"));
        }
        boolean more = metadata.json().properties().stream()
                        .map(Map.Entry::getKey)
                        .anyMatch(keyword ->
                                !Set.of("type", "properties", "description").contains(keyword))
                || !METADATA_FIELDS.containsAll(metadata.properties().keySet());
        if (schema.isRoot() && more) {
            errors.add(
                    FieldError.forbidden(
                            path + ".properties[metadata]",
                            "must not specify anything other than name and generateName, but metadata is implicitly specified"));
        }
    }

    private void pattern(JsonNode schema, String path) {
        String pattern = schema.path("pattern").asText("");
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException invalid) {
            errors.add(FieldError.invalid(
                    path + ".pattern",
                    schema.path("pattern"),
                    "must be a valid regular expression, but isn't: " + invalid.getMessage()));
        }
    }

    private static boolean isIntOrString(JsonNode anyOf) {
        return anyOf.size() == 2
                && anyOf.get(0).path("type").asText("").equals("integer")
                && anyOf.get(1).path("type").asText("").equals("string");
    }

    /// A schema below a junctor: no structure of its own. Below the junctors of the root it also narrows only places
    /// that
    /// the schema has; `spine` is that place, null where nobody looks.
    private void nested(JsonNode nested, @Nullable SchemaNode spine, String spinePath, String path) {
        forbid(nested, path, "type", "must be empty to be structural");
        forbid(nested, path, "default", "must be undefined to be structural");
        forbid(nested, path, "title", "must be empty to be structural");
        forbid(nested, path, "description", "must be empty to be structural");
        forbid(nested, path, "nullable", "must be false to be structural");
        forbid(nested, path, "additionalProperties", "must be undefined to be structural");
        forbid(nested, path, "x-kubernetes-preserve-unknown-fields", "must be false to be structural");
        forbid(nested, path, "x-kubernetes-embedded-resource", "must be false to be structural");
        forbid(nested, path, "x-kubernetes-int-or-string", "must be false to be structural");
        forbid(nested, path, "x-kubernetes-list-map-keys", "must be empty to be structural");
        forbid(nested, path, "x-kubernetes-list-type", "must be undefined to be structural");
        forbid(nested, path, "x-kubernetes-map-type", "must be undefined to be structural");
        forbid(nested, path, "x-kubernetes-validations", "must be empty to be structural");
        pattern(nested, path);
        nested.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            String place = path + ".properties[" + name + "]";
            if (name.equals("metadata")) {
                errors.add(FieldError.forbidden(place, "must not be specified in a nested context"));
            }
            SchemaNode below = spine == null ? null : spine.properties().get(name);
            requireSpine(spine, below, spinePath + ".properties[" + name + "]", place);
            nested(property.getValue(), below, spinePath + ".properties[" + name + "]", place);
        });
        if (nested.path("items").isObject()) {
            SchemaNode below = spine == null ? null : spine.items();
            requireSpine(spine, below, spinePath + ".items", path + ".items");
            nested(nested.path("items"), below, spinePath + ".items", path + ".items");
        }
        for (String junctor : List.of("allOf", "anyOf", "oneOf")) {
            for (int i = 0; i < nested.path(junctor).size(); i++) {
                nested(nested.path(junctor).get(i), spine, spinePath, path + "." + junctor + "[" + i + "]");
            }
        }
        if (nested.path("not").isObject()) {
            nested(nested.path("not"), spine, spinePath, path + ".not");
        }
    }

    private void requireSpine(@Nullable SchemaNode spine, @Nullable SchemaNode below, String spinePath, String path) {
        if (spine != null && below == null) {
            errors.add(FieldError.required(spinePath, "because it is defined in " + path));
        }
    }

    private void forbid(JsonNode nested, String path, String keyword, String why) {
        JsonNode value = nested.path(keyword);
        boolean set = !value.isMissingNode() && !(value.isBoolean() && !value.booleanValue());
        if (set) {
            errors.add(FieldError.forbidden(path + "." + keyword, why));
        }
    }
}
