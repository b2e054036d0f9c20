package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of JSONPath that printer columns use: fields, indexes, `[*]` and filters on equality such as
/// `[?(@.type=="Ready")]`.
final class JsonPath {
    private static final Pattern STEP = Pattern.compile(
            "\\.([A-Za-z0-9_-]+)|\\['((?:[^'\\\\]|\\\\.)+)'\\]|\\[(\\d+)\\]|\\[(\\*)\\]|\\[\\?\\(@\\.([A-Za-z0-9_.-]+)\\s*==\\s*['\"]([^'\"]*)['\"]\\)\\]");

    private JsonPath() {}

    /// Every node that the path leads to, in order.
    static List<JsonNode> find(JsonNode root, String path) {
        List<JsonNode> found = List.of(root);
        Matcher steps = STEP.matcher(path);
        while (steps.find()) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : found) {
                step(steps, node, next);
            }
            found = next;
        }
        return found.stream()
                .filter(node -> !node.isMissingNode() && !node.isNull())
                .toList();
    }

    private static void step(Matcher step, JsonNode node, List<JsonNode> next) {
        if (step.group(1) != null) {
            next.add(node.path(step.group(1)));
        } else if (step.group(2) != null) {
            next.add(node.path(step.group(2).replace("\\.", ".")));
        } else if (step.group(3) != null) {
            next.add(node.path(Integer.parseInt(step.group(3))));
        } else if (step.group(4) != null) {
            node.forEach(next::add);
        } else {
            for (JsonNode item : node) {
                JsonNode value = item;
                for (String field : step.group(5).split("\\.")) {
                    value = value.path(field);
                }
                if (value.asText().equals(step.group(6))) {
                    next.add(item);
                }
            }
        }
    }
}
