package dev.roadstead.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The reference of the custom resources as Markdown, from their CRDs.
final class CrdReference {
    private static final int DEPTH = 6;

    private CrdReference() {}

    static String write(Collection<String> crds) throws IOException {
        var text = new StringBuilder("""
                # Reference of the custom resources

                Generated from the CRDs in `crds/manifests/`: do not edit. A star marks required fields. `kubectl explain` tells the same.
                """);
        for (String crd : crds) {
            kind(GeneratedCrds.YAML.readTree(crd), text);
        }
        return text.toString();
    }

    private static void kind(JsonNode crd, StringBuilder text) {
        JsonNode names = crd.at("/spec/names");
        text.append("\n## ").append(names.get("kind").asText()).append("\n\n");
        text.append("`").append(crd.at("/spec/group").asText()).append("/v1alpha1`, ");
        text.append(crd.at("/spec/scope").asText().equals("Cluster") ? "cluster-scoped" : "namespaced");
        text.append(", short name `").append(names.at("/shortNames/0").asText()).append("`.\n");
        JsonNode root = crd.at("/spec/versions/0/schema/openAPIV3Schema");
        for (String part : new String[] {"spec", "status"}) {
            text.append("\n### ")
                    .append(part)
                    .append("\n\n| field | type | default | description |\n|---|---|---|---|\n");
            fields(root.at("/properties/" + part), part, 1, text);
        }
        rules(root, "", text.append("\nRules:\n\n"));
    }

    private static void fields(JsonNode schema, String path, int depth, StringBuilder text) {
        JsonNode properties = schema.path("properties");
        properties.properties().forEach(property -> {
            JsonNode field = property.getValue();
            String name = path + "." + property.getKey();
            boolean required = StreamSupport.stream(schema.path("required").spliterator(), false)
                    .anyMatch(r -> r.asText().equals(property.getKey()));
            text.append("| `").append(name).append('`').append(required ? " \\*" : "");
            text.append(" | ").append(type(field));
            text.append(" | ").append(field.has("default") ? "`" + field.get("default") + "`" : "");
            text.append(" | ").append(description(field)).append(" |\n");
            if (depth < DEPTH && !isForeign(name)) {
                fields(
                        field.has("items") ? field.get("items") : field,
                        field.has("items") ? name + "[]" : name,
                        depth + 1,
                        text);
            }
        });
    }

    /// Schemas of Kubernetes itself, which its own documentation tells.
    private static boolean isForeign(String name) {
        return name.startsWith("spec.template.") || name.equals("status.conditions");
    }

    private static String type(JsonNode field) {
        if (field.path("x-kubernetes-int-or-string").asBoolean()) {
            return "quantity";
        }
        if (field.has("enum")) {
            return StreamSupport.stream(field.get("enum").spliterator(), false)
                    .map(value -> "`" + value.asText() + "`")
                    .collect(Collectors.joining(", "));
        }
        String type = field.path("type").asText();
        return type.equals("array") ? "list of " + type(field.get("items")) : type;
    }

    private static String description(JsonNode field) {
        return field.path("description")
                .asText()
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("\n", " ");
    }

    private static void rules(JsonNode schema, String path, StringBuilder text) {
        schema.path("x-kubernetes-validations")
                .forEach(rule -> text.append("* ")
                        .append(path.isEmpty() ? "" : "`" + path + "`: ")
                        .append(rule.path("message").asText())
                        .append('\n'));
        schema.path("properties")
                .properties()
                .forEach(property -> rules(
                        property.getValue(),
                        path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                        text));
        if (schema.has("items")) {
            rules(schema.get("items"), path + "[]", text);
        }
    }
}
