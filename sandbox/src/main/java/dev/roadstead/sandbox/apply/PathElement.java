package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One step from a value to a part of it, as fieldsV1 writes it: `f:name`, `k:{"name":"a"}`, `v:"x"` or `i:0`.
public sealed interface PathElement extends Comparable<PathElement> {

    /// The name of a struct's field or a map's key.
    record Field(String name) implements PathElement {

        @Override
        public String toString() {
            return "." + name;
        }
    }

    /// The key fields of an item of a list-map.
    record Key(SortedMap<String, JsonNode> fields) implements PathElement {

        @Override
        public String toString() {
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + field.getValue())
                    .collect(Collectors.joining(",", "[", "]"));
        }
    }

    /// An item of a set.
    record Value(JsonNode value) implements PathElement {

        @Override
        public String toString() {
            return "[=" + value + "]";
        }
    }

    /// A position; Roadstead never writes one but reads what others wrote.
    record Index(int position) implements PathElement {

        @Override
        public String toString() {
            return "[" + position + "]";
        }
    }

    /// The spelling in fieldsV1.
    default String wire() {
        return switch (this) {
            case Field(String name) -> "f:" + name;
            case Key(SortedMap<String, JsonNode> fields) -> "k:" + asObject(fields);
            case Value(JsonNode value) -> "v:" + value;
            case Index(int position) -> "i:" + position;
        };
    }

    /// Reads the spelling in fieldsV1.
    ///
    /// @throws IllegalArgumentException if it is none
    static PathElement parse(String wire) {
        if (wire.length() < 2 || wire.charAt(1) != ':') {
            throw new IllegalArgumentException("missing colon: " + wire);
        }
        String rest = wire.substring(2);
        return switch (wire.charAt(0)) {
            case 'f' -> new Field(rest);
            case 'v' -> new Value(json(rest));
            case 'i' -> new Index(Integer.parseInt(rest));
            case 'k' -> {
                SortedMap<String, JsonNode> fields = new TreeMap<>();
                json(rest).properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
                yield new Key(fields);
            }
            default -> throw new IllegalArgumentException("unknown field path element: " + wire);
        };
    }

    @Override
    default int compareTo(PathElement other) {
        int byKind = Integer.compare(rank(), other.rank());
        if (byKind != 0) {
            return byKind;
        }
        return switch (this) {
            case Field(String name) -> name.compareTo(((Field) other).name);
            case Key(SortedMap<String, JsonNode> fields) ->
                JsonOrder.BY_VALUE.compare(asObject(fields), asObject(((Key) other).fields));
            case Value(JsonNode value) -> JsonOrder.BY_VALUE.compare(value, ((Value) other).value);
            case Index(int position) -> Integer.compare(position, ((Index) other).position);
        };
    }

    private int rank() {
        return switch (this) {
            case Field _ -> 0;
            case Key _ -> 1;
            case Value _ -> 2;
            case Index _ -> 3;
        };
    }

    private static ObjectNode asObject(Map<String, JsonNode> fields) {
        return JsonNodeFactory.instance.objectNode().setAll(fields);
    }

    private static JsonNode json(String text) {
        try {
            return Reader.MAPPER.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException("not JSON: " + text, failure);
        }
    }

    /// Holds the mapper, which an interface could only show to everybody.
    final class Reader {
        private static final JsonMapper MAPPER = new JsonMapper();

        private Reader() {}
    }
}
