package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// One column of a Table.
///
/// @param priority 0 is always shown, more only with `-o wide`
/// @param cell the value of an object, at a moment
record Column(String name, String type, String format, int priority, BiFunction<JsonNode, Instant, JsonNode> cell) {

    static Column text(String name, BiFunction<JsonNode, Instant, String> text) {
        return new Column(
                name, "string", "", 0, (object, now) -> JsonNodeFactory.instance.textNode(text.apply(object, now)));
    }

    static Column path(String name, String path) {
        return text(name, (object, now) -> text(JsonPath.find(object, path)));
    }

    /// A number that is 0 where it is absent.
    static Column count(String name, String path) {
        return new Column(name, "integer", "", 0, (object, now) -> {
            List<JsonNode> found = JsonPath.find(object, path);
            return JsonNodeFactory.instance.numberNode(
                    found.isEmpty() ? 0 : found.getFirst().asLong());
        });
    }

    static Column age() {
        return text(
                "Age",
                (object, now) -> Age.of(object.at("/metadata/creationTimestamp").asText(), now));
    }

    static Column ofName() {
        return new Column(
                "Name",
                "string",
                "name",
                0,
                (object, now) -> JsonNodeFactory.instance.textNode(
                        object.at("/metadata/name").asText()));
    }

    Column wide() {
        return new Column(name, type, format, 1, cell);
    }

    /// The columns that a CRD declares, after the name; the age where it declares none.
    static List<Column> declared(JsonNode columns) {
        List<Column> declared = new ArrayList<>(List.of(ofName()));
        for (JsonNode column : columns) {
            declared.add(declaredOne(column));
        }
        if (declared.size() == 1) {
            declared.add(age());
        }
        return declared;
    }

    private static Column declaredOne(JsonNode column) {
        String path = column.path("jsonPath").asText();
        String type = column.path("type").asText("string");
        return new Column(
                column.path("name").asText(),
                type,
                column.path("format").asText(),
                column.path("priority").asInt(),
                (object, now) -> {
                    List<JsonNode> found = JsonPath.find(object, path);
                    return switch (type) {
                        case "date" ->
                            found.isEmpty()
                                    ? JsonNodeFactory.instance.nullNode()
                                    : JsonNodeFactory.instance.textNode(
                                            Age.of(found.getFirst().asText(), now));
                        case "integer", "number", "boolean" ->
                            found.isEmpty() ? JsonNodeFactory.instance.nullNode() : found.getFirst();
                        default ->
                            found.isEmpty()
                                    ? JsonNodeFactory.instance.nullNode()
                                    : JsonNodeFactory.instance.textNode(text(found));
                    };
                });
    }

    private static String text(List<JsonNode> found) {
        return found.stream()
                .map(node -> node.isValueNode() ? node.asText() : node.toString())
                .collect(Collectors.joining(","));
    }
}
