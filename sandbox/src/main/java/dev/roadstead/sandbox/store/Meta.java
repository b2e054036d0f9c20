package dev.roadstead.sandbox.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads and writes `metadata` of an object.
public final class Meta {

    private Meta() {}

    public static ObjectNode of(ObjectNode object) {
        return object.get("metadata") instanceof ObjectNode metadata ? metadata : object.putObject("metadata");
    }

    /// A text field of metadata; empty when absent.
    public static String text(ObjectNode object, String field) {
        return object.path("metadata").path(field).asText("");
    }

    public static String name(ObjectNode object) {
        return text(object, "name");
    }

    public static String namespace(ObjectNode object) {
        return text(object, "namespace");
    }

    public static String uid(ObjectNode object) {
        return text(object, "uid");
    }

    public static String resourceVersion(ObjectNode object) {
        return text(object, "resourceVersion");
    }

    public static boolean isDeleting(ObjectNode object) {
        return object.path("metadata").hasNonNull("deletionTimestamp");
    }

    public static Map<String, String> labels(ObjectNode object) {
        Map<String, String> labels = new LinkedHashMap<>();
        object.path("metadata")
                .path("labels")
                .properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText("")));
        return labels;
    }

    public static List<String> finalizers(ObjectNode object) {
        List<String> finalizers = new ArrayList<>();
        object.path("metadata").path("finalizers").forEach(item -> finalizers.add(item.asText()));
        return finalizers;
    }

    public static void addFinalizer(ObjectNode object, String finalizer) {
        if (!finalizers(object).contains(finalizer)) {
            of(object).withArray("/finalizers").add(finalizer);
        }
    }

    public static void removeFinalizer(ObjectNode object, String finalizer) {
        if (!(of(object).get("finalizers") instanceof ArrayNode finalizers)) {
            return;
        }
        for (int i = finalizers.size() - 1; i >= 0; i--) {
            if (finalizer.equals(finalizers.get(i).asText())) {
                finalizers.remove(i);
            }
        }
        if (finalizers.isEmpty()) {
            of(object).remove("finalizers");
        }
    }

    public static List<JsonNode> ownerReferences(ObjectNode object) {
        List<JsonNode> owners = new ArrayList<>();
        object.path("metadata").path("ownerReferences").forEach(owners::add);
        return owners;
    }

    /// The API server's time format: RFC 3339 in seconds.
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
