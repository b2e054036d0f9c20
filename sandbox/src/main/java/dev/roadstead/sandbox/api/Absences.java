package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Meta;
import java.util.List;
import java.util.Set;

/// Drops what a typed server would not keep: empty metadata, and null anywhere in the kinds of Kubernetes itself.
final class Absences {

    private static final List<String> COLLECTIONS = List.of("labels", "annotations", "finalizers", "ownerReferences");
    private static final Set<String> EMPTY_DATA = Set.of("/configmaps", "/secrets");

    private Absences() {}

    static void drop(Kind kind, ObjectNode object) {
        ObjectNode metadata = Meta.of(object);
        dropNulls(metadata);
        for (String field : COLLECTIONS) {
            JsonNode value = metadata.get(field);
            if (value != null && value.isEmpty()) {
                metadata.remove(field);
            }
        }
        if (!kind.isCustom()) {
            dropNulls(object);
        }
        if (EMPTY_DATA.contains(kind.resource())) {
            for (String field : List.of("data", "binaryData", "stringData")) {
                JsonNode value = object.get(field);
                if (value != null && value.isEmpty()) {
                    object.remove(field);
                }
            }
        }
    }

    private static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        node.forEach(Absences::dropNulls);
    }
}
