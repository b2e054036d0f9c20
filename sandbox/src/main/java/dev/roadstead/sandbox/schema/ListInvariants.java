package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.apply.JsonOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Items of a set and keys of a list-map are unique.
final class ListInvariants {

    private final List<FieldError> errors = new ArrayList<>();

    private ListInvariants() {}

    static List<FieldError> check(JsonNode value, SchemaNode schema) {
        ListInvariants walk = new ListInvariants();
        walk.visit(value, schema, "");
        return walk.errors;
    }

    private void visit(JsonNode value, SchemaNode schema, String path) {
        if (value.isArray()) {
            visitList(value, schema, path);
        } else if (value.isObject()) {
            value.properties().forEach(field -> {
                SchemaNode below = schema.field(field.getKey());
                if (below != null) {
                    boolean named = schema.properties().containsKey(field.getKey());
                    visit(field.getValue(), below, Paths.below(path, field.getKey(), named));
                }
            });
        }
    }

    private void visitList(JsonNode list, SchemaNode schema, String path) {
        switch (schema.listType()) {
            case "set" -> unique(list, path);
            case "map" -> uniqueKeys(list, schema, path);
            default -> {}
        }
        SchemaNode items = schema.items();
        for (int i = 0; items != null && i < list.size(); i++) {
            visit(list.get(i), items, path + "[" + i + "]");
        }
    }

    private void uniqueKeys(JsonNode list, SchemaNode schema, String path) {
        for (int i = 0; i < list.size(); i++) {
            if (!list.get(i).isObject() && !list.get(i).isNull()) {
                errors.add(FieldError.invalid(
                        path + "[" + i + "]", list.get(i), "must be an object for an array of list-type map"));
                return;
            }
        }
        List<JsonNode> keys = new ArrayList<>();
        for (JsonNode item : list) {
            ObjectNode key = JsonNodeFactory.instance.objectNode();
            schema.listMapKeys().stream().filter(item::has).forEach(name -> key.set(name, item.get(name)));
            keys.add(key);
        }
        unique(keys, path);
    }

    /// Reports each value once, at the second place where it stands.
    private void unique(Iterable<JsonNode> values, String path) {
        Map<JsonNode, Integer> seen = new TreeMap<>(JsonOrder.BY_VALUE);
        int position = 0;
        for (JsonNode value : values) {
            if (seen.merge(value, 1, Integer::sum) == 2) {
                errors.add(FieldError.duplicate(path + "[" + position + "]", value));
            }
            position++;
        }
    }
}
