package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import java.util.Map;

/// Between the version a client speaks and the version that is stored. CRD versions differ by their apiVersion only
/// (conversion strategy None); Events of `events.k8s.io` are renamed field by field.
final class Versions {

    /// events.k8s.io name, core name.
    private static final Map<String, String> EVENT_FIELDS = Map.of(
            "regarding", "involvedObject",
            "note", "message",
            "deprecatedSource", "source",
            "deprecatedFirstTimestamp", "firstTimestamp",
            "deprecatedLastTimestamp", "lastTimestamp",
            "deprecatedCount", "count",
            "reportingController", "reportingComponent");

    private Versions() {}

    /// The object as a client of this kind's version sees it; the stored node itself when nothing differs.
    static ObjectNode toClient(Kind kind, ObjectNode stored) {
        if (kind.apiVersion().equals(stored.path("apiVersion").asText())) {
            return stored;
        }
        if (kind.resource().equals("/events")) {
            return rename(stored, kind, false);
        }
        ObjectNode view = Json.object();
        view.setAll(stored);
        return view.put("apiVersion", kind.apiVersion());
    }

    /// The object as it is stored.
    static ObjectNode toStored(Kind kind, ObjectNode object) {
        if (kind.is("events.k8s.io", "events")) {
            ObjectNode event = rename(object, kind, true);
            return event.put("apiVersion", "v1");
        }
        if (kind.definition() != null) {
            object.put(
                    "apiVersion",
                    Kind.apiVersion(kind.group(), kind.definition().storageVersion()));
        }
        return object;
    }

    private static ObjectNode rename(ObjectNode from, Kind kind, boolean toCore) {
        ObjectNode to = Json.object();
        for (Map.Entry<String, JsonNode> field : from.properties()) {
            to.set(renamed(field.getKey(), toCore), field.getValue());
        }
        return to.put("apiVersion", kind.apiVersion());
    }

    private static String renamed(String field, boolean toCore) {
        if (toCore) {
            return EVENT_FIELDS.getOrDefault(field, field);
        }
        return EVENT_FIELDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(field))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(field);
    }
}
