package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes Tables of objects and lists.
public final class Tables {
    private Tables() {}

    /// What of each object a row holds besides its cells.
    public enum IncludeObject {
        None,
        Metadata,
        Object
    }

    /// @param declared `additionalPrinterColumns` of a CRD version; null for a built-in kind
    /// @param plural of the resource
    /// @param object one object, or a list of them
    public static ObjectNode of(
            @Nullable JsonNode declared, String plural, ObjectNode object, IncludeObject include, Instant now) {
        List<Column> columns = declared == null ? BuiltinColumns.of(plural) : Column.declared(declared);
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode table = json.objectNode().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        boolean list = object.get("items") instanceof ArrayNode;
        ObjectNode metadata = table.putObject("metadata");
        for (String field : List.of("resourceVersion", "continue", "remainingItemCount")) {
            JsonNode value = object.path("metadata").get(field);
            if (value != null && (list || field.equals("resourceVersion"))) {
                metadata.set(field, value);
            }
        }
        ArrayNode definitions = table.putArray("columnDefinitions");
        for (Column column : columns) {
            definitions
                    .addObject()
                    .put("name", column.name())
                    .put("type", column.type())
                    .put("format", column.format())
                    .put("description", "")
                    .put("priority", column.priority());
        }
        ArrayNode rows = table.putArray("rows");
        if (list) {
            object.get("items").forEach(item -> rows.add(row(columns, item, include, now)));
        } else {
            rows.add(row(columns, object, include, now));
        }
        return table;
    }

    private static ObjectNode row(List<Column> columns, JsonNode object, IncludeObject include, Instant now) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        ArrayNode cells = row.putArray("cells");
        columns.forEach(column -> cells.add(column.cell().apply(object, now)));
        switch (include) {
            case None -> {}
            case Metadata ->
                row.putObject("object")
                        .put("kind", "PartialObjectMetadata")
                        .put("apiVersion", "meta.k8s.io/v1")
                        .set("metadata", object.path("metadata"));
            case Object -> row.set("object", object);
        }
        return row;
    }
}
