package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Takes a set of fields out of an object; an object or list that loses its last part goes, too.
final class Removal {

    private Removal() {}

    static ObjectNode remove(ObjectNode object, FieldSet fields, ListTypes types) {
        return walk(object, fields, types) instanceof ObjectNode left ? left : JsonNodeFactory.instance.objectNode();
    }

    private static JsonNode walk(JsonNode value, FieldSet fields, ListTypes types) {
        if (value instanceof ObjectNode object && !types.isAtomic() && !object.isEmpty()) {
            return walkFields(object, fields, types);
        }
        if (value instanceof ArrayNode list && types.isAssociative() && !list.isEmpty()) {
            return walkItems(list, fields, types);
        }
        return value;
    }

    private static JsonNode walkFields(ObjectNode object, FieldSet fields, ListTypes types) {
        ObjectNode left = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            FieldSet below = fields.at(new PathElement.Field(field.getKey()));
            JsonNode kept = keep(field.getValue(), below, types.field(field.getKey()));
            if (!kept.isMissingNode()) {
                left.set(field.getKey(), kept);
            }
        });
        return left.isEmpty() ? MissingNode.getInstance() : left;
    }

    private static JsonNode walkItems(ArrayNode list, FieldSet fields, ListTypes types) {
        ArrayNode left = JsonNodeFactory.instance.arrayNode();
        Items items = Items.of(list, types, "");
        for (int i = 0; i < items.size(); i++) {
            JsonNode kept = keep(items.item(i), fields.at(items.element(i)), types.element());
            if (!kept.isMissingNode()) {
                left.add(kept);
            }
        }
        return left.isEmpty() ? MissingNode.getInstance() : left;
    }

    private static JsonNode keep(JsonNode value, FieldSet below, ListTypes types) {
        if (below.isMember()) {
            return MissingNode.getInstance();
        }
        return below.isEmpty() ? value : walk(value, below, types);
    }
}
