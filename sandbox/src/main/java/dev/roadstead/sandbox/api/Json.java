package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// The one JSON mapper of the API, and comparison of documents.
public final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A whole number as the parser would make it.
    static JsonNode number(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    /// Equal as JSON: 1 equals 1 whatever class holds it; an absent node equals an absent node.
    static boolean same(@Nullable JsonNode left, @Nullable JsonNode right) {
        JsonNode a = left == null ? MissingNode.getInstance() : left;
        JsonNode b = right == null ? MissingNode.getInstance() : right;
        return a.equals(Json::compare, b);
    }

    private static int compare(JsonNode a, JsonNode b) {
        if (a instanceof NumericNode && b instanceof NumericNode) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
    }

    /// The node at a dotted path such as `.spec.replicas`.
    static JsonNode at(JsonNode node, String dotted) {
        JsonNode current = node;
        for (String part : parts(dotted)) {
            current = current.path(part);
        }
        return current;
    }

    /// Sets a value at a dotted path, making the objects on the way.
    static void set(ObjectNode object, String dotted, JsonNode value) {
        ObjectNode current = object;
        String[] parts = parts(dotted);
        for (int i = 0; i < parts.length - 1; i++) {
            current = current.get(parts[i]) instanceof ObjectNode child ? child : current.putObject(parts[i]);
        }
        current.set(parts[parts.length - 1], value);
    }

    private static String[] parts(String dotted) {
        return (dotted.startsWith(".") ? dotted.substring(1) : dotted).split("\\.");
    }
}
