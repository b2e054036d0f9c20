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

    private static final String API_VERSION = "meta.k8s.io/v1";

    private Tables() {}

    /// What a row carries of its object besides its cells.
    public enum IncludeObject {
        None,
        Metadata,
        Object
    }

    /// The table of one object or of a list of objects (a document with `items`).
    ///
    /// @param declared `additionalPrinterColumns` of a CRD version; null for a built-in kind
    /// @param plural of the resource
    public static ObjectNode of(
            @Nullable JsonNode declared, String plural, ObjectNode object, IncludeObject include, Instant now) {
        List<Column> columns = declared == null ? BuiltinColumns.of(plural) : CrdColumns.of(declared);
        ObjectNode table =
                JsonNodeFactory.instance.objectNode().put("kind", "Table").put("apiVersion", API_VERSION);
        ObjectNode metadata = table.putObject("metadata");
        for (String field : List.of("resourceVersion", "continue", "remainingItemCount")) {
            JsonNode value = object.path("metadata").path(field);
            if (!value.isMissingNode()) {
                metadata.set(field, value);
            }
        }
        ArrayNode definitions = table.putArray("columnDefinitions");
        columns.forEach(column -> definitions.add(column.definition()));
        ArrayNode rows = table.putArray("rows");
        if (object.get("items") instanceof ArrayNode items) {
            items.forEach(item -> rows.add(row(columns, item, include, now)));
        } else {
            rows.add(row(columns, object, include, now));
        }
        return table;
    }

    private static ObjectNode row(List<Column> columns, JsonNode object, IncludeObject include, Instant now) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        ArrayNode cells = row.putArray("cells");
        columns.forEach(column -> cells.add(column.cell().of(object, now)));
        switch (include) {
            case None -> row.putNull("object");
            case Object -> row.set("object", object);
            case Metadata ->
                row.putObject("object")
                        .put("kind", "PartialObjectMetadata")
                        .put("apiVersion", API_VERSION)
                        .set("metadata", object.path("metadata"));
        }
        return row;
    }
}
