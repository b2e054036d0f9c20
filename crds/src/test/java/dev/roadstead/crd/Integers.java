package dev.roadstead.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;

/// What the generator forgets of integers: their width, and that their bounds are integers.
final class Integers {
    private Integers() {}

    static void finish(Class<? extends CustomResource<?, ?>> kind, JsonNode root) {
        Type[] parts = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
        walk(parts[0], root.at("/properties/spec"));
        walk(parts[1], root.at("/properties/status"));
        boundAsIntegers(root);
    }

    private static void walk(Type type, JsonNode schema) {
        switch (type) {
            case ParameterizedType list
            when list.getRawType() == List.class -> walk(list.getActualTypeArguments()[0], schema.path("items"));
            case Class<?> value when value == Integer.class -> ((ObjectNode) schema).put("format", "int32");
            case Class<?> value when value == Long.class -> ((ObjectNode) schema).put("format", "int64");
            case Class<?> value
            when value.isRecord() -> {
                for (RecordComponent component : value.getRecordComponents()) {
                    walk(component.getGenericType(), schema.path("properties").path(component.getName()));
                }
            }
            default -> {}
        }
    }

    private static void boundAsIntegers(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("type").asText().equals("integer")) {
            for (String bound : List.of("minimum", "maximum")) {
                if (object.has(bound)) {
                    object.put(bound, object.get(bound).asLong());
                }
            }
        }
        schema.forEach(Integers::boundAsIntegers);
    }
}
