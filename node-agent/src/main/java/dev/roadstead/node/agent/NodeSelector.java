package dev.roadstead.node.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A label selector of Kubernetes. Absent or empty selects everything; what it does not know selects nothing.
final class NodeSelector {
    private NodeSelector() {}

    static boolean selects(JsonNode selector, Map<String, String> labels) {
        for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
            if (!label.getValue().asText().equals(labels.get(label.getKey()))) {
                return false;
            }
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            if (!matches(expression, labels)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(JsonNode expression, Map<String, String> labels) {
        String value = labels.get(expression.path("key").asText());
        List<String> values = new ArrayList<>();
        expression.path("values").forEach(element -> values.add(element.asText()));
        return switch (expression.path("operator").asText()) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
