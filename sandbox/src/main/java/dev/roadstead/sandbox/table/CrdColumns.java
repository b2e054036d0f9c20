package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The columns that a CustomResourceDefinition asks for by `additionalPrinterColumns`.
final class CrdColumns {

    private CrdColumns() {}

    static List<Column> of(JsonNode printerColumns) {
        List<Column> columns = new ArrayList<>(List.of(Column.objectName()));
        printerColumns.forEach(column ->
                columns.add(of(column, ColumnPath.parse(column.path("jsonPath").asText("")))));
        if (printerColumns.isEmpty()) {
            columns.add(new Column(
                    "Age",
                    "date",
                    "",
                    0,
                    "CreationTimestamp is when the object was created.",
                    Column.age().cell()));
        }
        return columns;
    }

    private static Column of(JsonNode column, ColumnPath path) {
        String type = column.path("type").asText("string");
        return new Column(
                column.path("name").asText(""),
                type,
                column.path("format").asText(""),
                column.path("priority").asInt(0),
                column.path("description")
                        .asText("Custom resource definition column (in JSONPath format): "
                                + column.path("jsonPath").asText("")),
                (object, now) ->
                        path.first(object).map(value -> cell(type, value, now)).orElse(NullNode.getInstance()));
    }

    private static JsonNode cell(String type, JsonNode value, Instant now) {
        return switch (type) {
            case "integer" -> value.isNumber() ? JsonNodeFactory.instance.numberNode(value.asLong()) : nothing();
            case "number" -> value.isNumber() ? value : nothing();
            case "boolean" -> value.isBoolean() ? BooleanNode.valueOf(value.booleanValue()) : nothing();
            case "date" -> value.isTextual() ? TextNode.valueOf(Age.since(value.asText(), now)) : nothing();
            default -> TextNode.valueOf(value.isValueNode() ? value.asText() : value.toString());
        };
    }

    private static JsonNode nothing() {
        return NullNode.getInstance();
    }
}
