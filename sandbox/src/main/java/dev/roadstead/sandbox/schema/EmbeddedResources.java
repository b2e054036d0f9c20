package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A resource embedded in another names its apiVersion and kind.
final class EmbeddedResources {

    private final List<FieldError> errors = new ArrayList<>();

    private EmbeddedResources() {}

    static List<FieldError> check(JsonNode value, SchemaNode schema) {
        EmbeddedResources walk = new EmbeddedResources();
        walk.visit(value, schema, "");
        return walk.errors;
    }

    private void visit(JsonNode value, SchemaNode schema, String path) {
        if (value.isObject()) {
            if (schema.isResource() && !schema.isRoot()) {
                identity(value, path);
            }
            value.properties().forEach(field -> {
                SchemaNode below = schema.field(field.getKey());
                if (below != null) {
                    boolean named = schema.properties().containsKey(field.getKey());
                    visit(field.getValue(), below, Paths.below(path, field.getKey(), named));
                }
            });
        } else if (value.isArray() && schema.items() != null) {
            for (int i = 0; i < value.size(); i++) {
                visit(value.get(i), schema.items(), path + "[" + i + "]");
            }
        }
    }

    private void identity(JsonNode resource, String path) {
        for (String name : List.of("apiVersion", "kind")) {
            JsonNode value = resource.get(name);
            String place = path + "." + name;
            if (value == null) {
                errors.add(FieldError.required(place, ""));
            } else if (!value.isTextual()) {
                errors.add(FieldError.invalid(place, value, "must be a string"));
            } else if (value.asText().isEmpty()) {
                errors.add(FieldError.invalid(place, value, "must not be empty"));
            } else if (name.equals("apiVersion")
                    && value.asText().chars().filter(c -> c == '/').count() > 1) {
                errors.add(FieldError.invalid(place, value, "unexpected GroupVersion string: " + value.asText()));
            } else if (name.equals("kind")) {
                Names.whyNoLabel(value.asText().toLowerCase(Locale.ROOT))
                        .ifPresent(why -> errors.add(FieldError.invalid(
                                place, value, "may have mixed case, but should otherwise match: " + why)));
            }
        }
        if (resource.has("metadata") && !resource.get("metadata").isObject()) {
            errors.add(FieldError.invalid(path + ".metadata", resource.get("metadata"), "must be an object"));
        }
    }
}
