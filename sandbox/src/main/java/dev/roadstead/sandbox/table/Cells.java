package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Texts that stand in the cells of several kinds.
final class Cells {

    static final String NONE = "<none>";

    private Cells() {}

    static String or(JsonNode value, String otherwise) {
        return value.asText("").isEmpty() ? otherwise : value.asText();
    }

    /// One field of each item.
    static String joined(JsonNode items, String field, String separator) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.path(field).asText("")));
        return String.join(separator, texts);
    }

    static String labels(JsonNode labels) {
        List<String> texts = new ArrayList<>();
        labels.properties()
                .forEach(label ->
                        texts.add(label.getKey() + "=" + label.getValue().asText()));
        return texts.isEmpty() ? NONE : String.join(",", texts);
    }

    static String selector(JsonNode selector) {
        List<String> texts = new ArrayList<>();
        selector.path("matchLabels")
                .properties()
                .forEach(label ->
                        texts.add(label.getKey() + "=" + label.getValue().asText()));
        for (JsonNode expression : selector.path("matchExpressions")) {
            String key = expression.path("key").asText();
            List<String> values = new ArrayList<>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            texts.add(
                    switch (expression.path("operator").asText()) {
                        case "In" -> key + " in (" + String.join(",", values) + ")";
                        case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
                        case "DoesNotExist" -> "!" + key;
                        default -> key;
                    });
        }
        return texts.isEmpty() ? NONE : String.join(",", texts);
    }

    /// At most three, and how many more there are.
    static String someOf(List<String> texts) {
        if (texts.isEmpty()) {
            return NONE;
        }
        return texts.size() <= 3
                ? String.join(",", texts)
                : String.join(",", texts.subList(0, 3)) + " + " + (texts.size() - 3) + " more...";
    }

    static String controller(JsonNode object) {
        for (JsonNode owner : object.at("/metadata/ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                String apiVersion = owner.path("apiVersion").asText();
                int slash = apiVersion.indexOf('/');
                return owner.path("kind").asText().toLowerCase(Locale.ROOT)
                        + (slash < 0 ? "" : "." + apiVersion.substring(0, slash)) + "/"
                        + owner.path("name").asText();
            }
        }
        return NONE;
    }

    static String subjects(JsonNode binding, String kind) {
        List<String> names = new ArrayList<>();
        for (JsonNode subject : binding.path("subjects")) {
            if (subject.path("kind").asText().equals(kind)) {
                String name = subject.path("name").asText();
                names.add(
                        kind.equals("ServiceAccount")
                                ? subject.path("namespace").asText() + "/" + name
                                : name);
            }
        }
        return String.join(", ", names);
    }
}
