package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Merge rules that a CRD's schema states by `x-kubernetes-list-type`, `-list-map-keys` and `-map-type`.
final class SchemaListTypes extends ListTypes {

    private final JsonNode schema;
    private final boolean holdsResource;

    SchemaListTypes(JsonNode schema, boolean root) {
        this.schema = schema;
        this.holdsResource =
                root || schema.path("x-kubernetes-embedded-resource").asBoolean();
    }

    @Override
    public boolean isAtomic() {
        return schema.path("x-kubernetes-map-type").asText().equals("atomic");
    }

    @Override
    public boolean isSet() {
        return schema.path("x-kubernetes-list-type").asText().equals("set");
    }

    @Override
    public List<ListKey> keys() {
        if (!schema.path("x-kubernetes-list-type").asText().equals("map")) {
            return List.of();
        }
        JsonNode properties = schema.path("items").path("properties");
        List<ListKey> keys = new ArrayList<>();
        for (JsonNode key : schema.path("x-kubernetes-list-map-keys")) {
            keys.add(new ListKey(key.asText(), properties.path(key.asText()).get("default")));
        }
        return keys;
    }

    @Override
    public boolean isNamed(String field) {
        return schema.path("properties").has(field) || (holdsResource && isIdentity(field));
    }

    private static boolean isIdentity(String field) {
        return field.equals("apiVersion") || field.equals("kind") || field.equals("metadata");
    }

    @Override
    public ListTypes field(String name) {
        if (holdsResource && name.equals("metadata")) {
            return ofBuiltinType("ObjectMeta");
        }
        JsonNode property = schema.path("properties").path(name);
        return property.isObject() ? new SchemaListTypes(property, false) : element();
    }

    @Override
    public ListTypes element() {
        JsonNode below = schema.path(schema.has("items") ? "items" : "additionalProperties");
        return below.isObject() ? new SchemaListTypes(below, false) : DEDUCED;
    }
}
