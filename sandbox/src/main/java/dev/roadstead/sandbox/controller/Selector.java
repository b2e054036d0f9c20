package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Meta;
import java.util.List;
import java.util.Map;

/// A label selector: `matchLabels` and `matchExpressions`, or the plain map of a Service.
record Selector(Map<String, String> labels, List<Requirement> requirements) {

    record Requirement(String key, String operator, List<String> values) {
        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case "In" -> value != null && values.contains(value);
                case "NotIn" -> value == null || !values.contains(value);
                case "Exists" -> value != null;
                case "DoesNotExist" -> value == null;
                default -> false;
            };
        }
    }

    static Selector of(JsonNode selector) {
        return new Selector(
                Json.textMap(selector.path("matchLabels")),
                Json.objects(selector.path("matchExpressions")).stream()
                        .map(each -> new Requirement(
                                each.path("key").asText(),
                                each.path("operator").asText(),
                                Json.texts(each.path("values"))))
                        .toList());
    }

    static Selector ofMap(JsonNode labels) {
        return new Selector(Json.textMap(labels), List.of());
    }

    boolean matches(JsonNode object) {
        Map<String, String> actual = Meta.labels(object);
        return actual.entrySet().containsAll(labels.entrySet())
                && requirements.stream().allMatch(requirement -> requirement.matches(actual));
    }
}
