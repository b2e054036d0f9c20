package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/// Renders objects of one kind as tables.
public final class Tables {

    private static final String API_VERSION = "meta.k8s.io/v1";

    private final List<Column> columns;

    private Tables(List<Column> columns) {
        this.columns = columns;
    }

    /// Tables of a custom resource, by the `additionalPrinterColumns` of its version.
    public static Tables ofCustomKind(JsonNode additionalPrinterColumns) {
        return new Tables(CrdColumns.of(additionalPrinterColumns));
    }

    /// Tables of a kind of Kubernetes itself.
    public static Tables ofBuiltinKind(String group, String kind) {
        return new Tables(BuiltinColumns.of(group, kind));
    }

    /// What a row carries of its object.
    public enum Include {
        NONE,
        METADATA,
        OBJECT;

        /// The meaning of the `includeObject` parameter.
        ///
        /// @throws IllegalArgumentException if it has none
        public static Include parse(String parameter) {
            return switch (parameter) {
                case "", "Metadata" -> METADATA;
                case "None" -> NONE;
                case "Object" -> OBJECT;
                default ->
                    throw new IllegalArgumentException(
                            "includeObject must be None, Metadata or Object, not \"" + parameter + "\"");
            };
        }
    }

    /// The table of one object or of a list of objects (a document with `items`).
    public ObjectNode render(ObjectNode objectOrList, Include include, Instant now) {
        ObjectNode table =
                JsonNodeFactory.instance.objectNode().put("kind", "Table").put("apiVersion", API_VERSION);
        ArrayNode items = objectOrList.get("items") instanceof ArrayNode list ? list : null;
        ObjectNode metadata = table.putObject("metadata");
        for (String field : List.of("resourceVersion", "continue", "remainingItemCount")) {
            JsonNode value = objectOrList.path("metadata").path(field);
            if (!value.isMissingNode()) {
                metadata.set(field, value);
            }
        }
        ArrayNode definitions = table.putArray("columnDefinitions");
        columns.forEach(column -> definitions.add(column.definition()));
        ArrayNode rows = table.putArray("rows");
        if (items == null) {
            rows.add(row(objectOrList, include, now));
        } else {
            items.forEach(item -> rows.add(row(item, include, now)));
        }
        return table;
    }

    private ObjectNode row(JsonNode object, Include include, Instant now) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        ArrayNode cells = row.putArray("cells");
        columns.forEach(column -> cells.add(column.cell().of(object, now)));
        switch (include) {
            case NONE -> row.set("object", JsonNodeFactory.instance.nullNode());
            case OBJECT -> row.set("object", object);
            case METADATA ->
                row.putObject("object")
                        .put("kind", "PartialObjectMetadata")
                        .put("apiVersion", API_VERSION)
                        .set("metadata", object.path("metadata"));
        }
        return row;
    }
}
