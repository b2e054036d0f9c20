package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roadstead.sandbox.schema.CompiledRules.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What kube-apiserver checks of the rules in a schema: their texts, and that their expressions compile.
final class RuleChecks {

    private static final List<String> REASONS =
            List.of("FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");

    private final Rules rules;
    private final List<FieldError> errors = new ArrayList<>();

    private RuleChecks(Rules rules) {
        this.rules = rules;
    }

    static List<FieldError> check(SchemaNode root, String path) {
        RuleChecks run = new RuleChecks(new Rules(root));
        run.visit(root, path, null);
        return run.errors;
    }

    /// `unrelated` is the list above whose items cannot be matched with those before an update; null if there is none.
    private void visit(SchemaNode schema, String path, @Nullable String unrelated) {
        if (!schema.rules().isEmpty()) {
            expressions(schema, path + ".x-kubernetes-validations", unrelated);
        }
        schema.properties().forEach((name, property) -> visit(property, path + ".properties[" + name + "]", unrelated));
        if (schema.items() != null) {
            visit(schema.items(), path + ".items", schema.listType().equals("map") ? unrelated : path);
        }
        if (schema.additionalProperties() != null) {
            visit(schema.additionalProperties(), path + ".additionalProperties", unrelated);
        }
    }

    private void expressions(SchemaNode schema, String path, @Nullable String unrelated) {
        List<Rule> compiled = rules.at(schema).map(CompiledRules::rules).orElse(List.of());
        if (compiled.isEmpty()) {
            errors.add(
                    FieldError.invalid(path, schema.rules(), "the schema here has no type that rules could be about"));
        }
        for (int i = 0; i < compiled.size(); i++) {
            Rule rule = compiled.get(i);
            String place = path + "[" + i + "]";
            if (rule.fault() != null) {
                errors.add(FieldError.invalid(place + ".rule", rule.shown(), rule.fault()));
                continue;
            }
            if (rule.messageFault() != null) {
                errors.add(FieldError.invalid(place + ".messageExpression", rule.shown(), rule.messageFault()));
            }
            if (rule.usesOldSelf() && unrelated != null) {
                errors.add(FieldError.invalid(
                        place + ".rule",
                        rule.json().path("rule"),
                        "oldSelf cannot be used on the uncorrelatable portion of the schema within " + unrelated));
            } else if (!rule.usesOldSelf() && rule.json().has("optionalOldSelf")) {
                errors.add(FieldError.invalid(
                        place + ".optionalOldSelf",
                        rule.json().path("optionalOldSelf"),
                        "may not be set if oldSelf is not used in rule"));
            }
        }
    }

    /// Checks the texts of the rules of one place.
    static void texts(JsonNode schema, String path, List<FieldError> errors) {
        JsonNode rules = schema.path("x-kubernetes-validations");
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), schema, path + ".x-kubernetes-validations[" + i + "]", errors);
        }
    }

    private static void rule(JsonNode rule, JsonNode schema, String path, List<FieldError> errors) {
        String source = rule.path("rule").asText("").strip();
        JsonNode message = rule.path("message");
        String text = message.asText("").strip();
        if (source.isEmpty()) {
            errors.add(FieldError.required(path + ".rule", "rule is not specified"));
        } else if (!message.asText("").isEmpty() && text.isEmpty()) {
            errors.add(FieldError.invalid(path + ".message", message, "must be non-empty if specified"));
        } else if (text.contains("\n")) {
            errors.add(FieldError.invalid(path + ".message", message, "must not contain line breaks"));
        } else if (source.contains("\n") && text.isEmpty()) {
            errors.add(
                    FieldError.required(path + ".message", "message must be specified if rule contains line breaks"));
        }
        String expression = rule.path("messageExpression").asText("");
        if (!expression.isEmpty() && expression.isBlank()) {
            errors.add(FieldError.required(
                    path + ".messageExpression", "messageExpression must be non-empty if specified"));
        }
        if (rule.has("reason") && !REASONS.contains(rule.path("reason").asText())) {
            errors.add(FieldError.notSupported(path + ".reason", rule.path("reason"), REASONS));
        }
        JsonNode fieldPath = rule.path("fieldPath");
        if (!fieldPath.asText("").isEmpty()
                && RulePath.parse(fieldPath.asText(), SchemaNode.root(schema)).isEmpty()) {
            errors.add(FieldError.invalid(path + ".fieldPath", fieldPath, "must be a valid path"));
        }
    }
}
