package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Lists of conditions whose `lastTransitionTime` moves only with the status.
final class Conditions {

    private Conditions() {}

    static Optional<ObjectNode> find(JsonNode conditions, String type) {
        return Json.objects(conditions).stream()
                .filter(condition -> condition.path("type").asText().equals(type))
                .findFirst();
    }

    /// Adds the condition to `target`, keeping its time from `before`; returns it for more fields.
    static ObjectNode put(
            ArrayNode target,
            JsonNode before,
            String type,
            boolean isTrue,
            String reason,
            String message,
            Instant now) {
        String status = isTrue ? "True" : "False";
        String since = find(before, type)
                .filter(old -> old.path("status").asText().equals(status))
                .map(old -> old.path("lastTransitionTime").asText())
                .orElse(time(now));
        ObjectNode condition = target.addObject()
                .put("type", type)
                .put("status", status)
                .put("reason", reason)
                .put("message", message);
        return condition.put("lastTransitionTime", since);
    }

    static String time(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
