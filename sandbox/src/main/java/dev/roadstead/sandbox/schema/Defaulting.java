package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fills in the defaults of a schema. A null where none is allowed means the default, or nothing if there is none.
final class Defaulting {

    private Defaulting() {}

    static void apply(ObjectNode object, SchemaNode schema) {
        dropNulls(object, schema);
        fill(object, schema);
    }

    private static boolean isForbiddenNull(@Nullable JsonNode value, @Nullable SchemaNode schema) {
        return value != null && value.isNull() && schema != null && !schema.isNullable();
    }

    private static void dropNulls(JsonNode value, @Nullable SchemaNode schema) {
        if (value instanceof ObjectNode object) {
            List<String> dropped = new ArrayList<>();
            object.properties().forEach(field -> {
                SchemaNode below = schema == null ? null : schema.field(field.getKey());
                if (below != null && below.defaultValue() == null && isForbiddenNull(field.getValue(), below)) {
                    dropped.add(field.getKey());
                } else {
                    dropNulls(field.getValue(), below);
                }
            });
            object.remove(dropped);
        } else if (value instanceof ArrayNode list) {
            list.forEach(item -> dropNulls(item, schema == null ? null : schema.items()));
        }
    }

    private static void fill(JsonNode value, @Nullable SchemaNode schema) {
        if (schema == null) {
            return;
        }
        if (value instanceof ObjectNode object) {
            schema.properties().forEach((name, property) -> {
                JsonNode wanted = property.defaultValue();
                if (wanted != null && (!object.has(name) || isForbiddenNull(object.get(name), property))) {
                    object.set(name, wanted.deepCopy());
                }
            });
            fillFields(object, schema);
        } else if (value instanceof ArrayNode list && schema.items() != null) {
            fillItems(list, schema.items());
        }
    }

    private static void fillFields(ObjectNode object, SchemaNode schema) {
        object.properties().forEach(field -> {
            SchemaNode below = schema.field(field.getKey());
            JsonNode wanted = below == null ? null : below.defaultValue();
            if (wanted != null && isForbiddenNull(field.getValue(), below)) {
                field.setValue(wanted.deepCopy());
            }
            fill(field.getValue(), below);
        });
    }

    private static void fillItems(ArrayNode list, SchemaNode items) {
        JsonNode wanted = items.defaultValue();
        for (int i = 0; i < list.size(); i++) {
            if (wanted != null && isForbiddenNull(list.get(i), items)) {
                list.set(i, wanted.deepCopy());
            }
            fill(list.get(i), items);
        }
    }
}
