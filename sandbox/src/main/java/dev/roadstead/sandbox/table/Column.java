package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.function.Function;

/// One column: how it is named and what stands in it for an object.
record Column(String name, String type, String format, int priority, String description, Cell cell) {

    /// What stands in a cell; a null node where nothing does.
    @FunctionalInterface
    interface Cell {
        JsonNode of(JsonNode object, Instant now);
    }

    static Column text(String name, Function<JsonNode, String> text) {
        return new Column(name, "string", "", 0, name, (object, _) -> TextNode.valueOf(text.apply(object)));
    }

    static Column number(String name, String pointer) {
        return new Column(
                name,
                "integer",
                "",
                0,
                name,
                (object, _) ->
                        JsonNodeFactory.instance.numberNode(object.at(pointer).asLong(0)));
    }

    static Column field(String name, String pointer) {
        return text(name, object -> object.at(pointer).asText(""));
    }

    static Column since(String name, String pointer) {
        return new Column(
                name,
                "string",
                "",
                0,
                name,
                (object, now) -> TextNode.valueOf(Age.since(object.at(pointer).asText(""), now)));
    }

    static Column objectName() {
        Column column = field("Name", "/metadata/name");
        return new Column(column.name(), column.type(), "name", 0, "Name is unique within a namespace.", column.cell());
    }

    static Column age() {
        return since("Age", "/metadata/creationTimestamp");
    }

    /// Shown only by `-o wide`.
    Column wide() {
        return new Column(name, type, format, 1, description, cell);
    }

    ObjectNode definition() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("type", type)
                .put("format", format)
                .put("description", description)
                .put("priority", priority);
    }
}
