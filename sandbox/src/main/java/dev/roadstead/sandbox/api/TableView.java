package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.table.Tables;
import java.time.Instant;

/// Objects as the Table that `kubectl get` prints.
final class TableView {

    private TableView() {}

    static JsonNode of(Call call, ObjectNode object) {
        Kind kind = call.kind();
        JsonNode declared = kind.definition() == null ? null : kind.definition().columns();
        return Tables.of(declared, kind.plural(), object, include(call), Instant.now());
    }

    private static Tables.IncludeObject include(Call call) {
        return switch (call.query().text("includeObject")) {
            case "None" -> Tables.IncludeObject.None;
            case "Object" -> Tables.IncludeObject.Object;
            default -> Tables.IncludeObject.Metadata;
        };
    }
}
