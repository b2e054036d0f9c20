package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A total order of JSON values in which 1, 1L and 1.0 are the same and the order of fields does not count.
public enum JsonOrder implements Comparator<JsonNode> {
    BY_VALUE;

    @Override
    public int compare(JsonNode a, JsonNode b) {
        int byKind = Integer.compare(rank(a), rank(b));
        if (byKind != 0) {
            return byKind;
        }
        return switch (a.getNodeType()) {
            case NUMBER -> a.decimalValue().compareTo(b.decimalValue());
            case BOOLEAN -> Boolean.compare(a.booleanValue(), b.booleanValue());
            case ARRAY -> compareArrays(a, b);
            case OBJECT -> compareObjects(a, b);
            case STRING, BINARY, POJO -> a.asText().compareTo(b.asText());
            case NULL, MISSING -> 0;
        };
    }

    /// Equal as JSON; an absent value equals only an absent value.
    public static boolean same(@Nullable JsonNode a, @Nullable JsonNode b) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        return BY_VALUE.compare(a, b) == 0;
    }

    private static int rank(JsonNode node) {
        return node instanceof NumericNode
                ? 1
                : switch (node.getNodeType()) {
                    case NULL, MISSING -> 0;
                    case NUMBER -> 1;
                    case STRING, BINARY, POJO -> 2;
                    case BOOLEAN -> 3;
                    case ARRAY -> 4;
                    case OBJECT -> 5;
                };
    }

    private int compareArrays(JsonNode a, JsonNode b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int byItem = compare(a.get(i), b.get(i));
            if (byItem != 0) {
                return byItem;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private int compareObjects(JsonNode a, JsonNode b) {
        var left = sorted(a).entrySet().iterator();
        var right = sorted(b).entrySet().iterator();
        while (left.hasNext() && right.hasNext()) {
            Map.Entry<String, JsonNode> one = left.next();
            Map.Entry<String, JsonNode> other = right.next();
            int byField = one.getKey().compareTo(other.getKey());
            if (byField == 0) {
                byField = compare(one.getValue(), other.getValue());
            }
            if (byField != 0) {
                return byField;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static Map<String, JsonNode> sorted(JsonNode object) {
        Map<String, JsonNode> fields = new TreeMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }
}
