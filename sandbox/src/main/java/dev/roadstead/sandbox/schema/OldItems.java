package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.roadstead.sandbox.apply.JsonOrder;

/// Finds the state that a value had before an update; a missing node where it cannot be told.
public final class OldItems {

    private static final JsonNode NONE = MissingNode.getInstance();

    private OldItems() {}

    /// The same field of the old object.
    public static JsonNode field(JsonNode old, String name) {
        return old.isObject() && old.has(name) ? old.get(name) : NONE;
    }

    /// The item of the old list with the same keys, if the list is a list-map.
    public static JsonNode item(JsonNode old, JsonNode item, SchemaNode list) {
        if (!old.isArray() || !item.isObject() || !list.listType().equals("map")) {
            return NONE;
        }
        for (JsonNode candidate : old) {
            boolean same = list.listMapKeys().stream()
                    .allMatch(key -> JsonOrder.same(key(candidate, key, list), key(item, key, list)));
            if (same) {
                return candidate;
            }
        }
        return NONE;
    }

    private static JsonNode key(JsonNode item, String key, SchemaNode list) {
        if (item.has(key)) {
            return item.get(key);
        }
        SchemaNode items = list.items();
        SchemaNode property = items == null ? null : items.properties().get(key);
        JsonNode whenAbsent = property == null ? null : property.defaultValue();
        return whenAbsent == null ? NONE : whenAbsent;
    }
}
