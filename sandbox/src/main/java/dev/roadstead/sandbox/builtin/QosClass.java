package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.JsonNode;

/// The quality-of-service class that follows from requests and limits.
final class QosClass {

    private QosClass() {}

    static String of(JsonNode podSpec) {
        boolean any = false;
        boolean guaranteed = true;
        for (JsonNode container : podSpec.path("containers")) {
            JsonNode limits = container.path("resources").path("limits");
            JsonNode requests = container.path("resources").path("requests");
            any |= !limits.isEmpty() || !requests.isEmpty();
            for (String resource : new String[] {"cpu", "memory"}) {
                String limit = limits.path(resource).asText("");
                guaranteed &= !limit.isEmpty()
                        && requests.path(resource).asText(limit).equals(limit);
            }
        }
        return any ? guaranteed ? "Guaranteed" : "Burstable" : "BestEffort";
    }
}
