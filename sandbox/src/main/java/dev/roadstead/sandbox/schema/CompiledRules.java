package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.types.CelType;
import dev.roadstead.sandbox.schema.cel.DeclaredTypes;
import dev.roadstead.sandbox.schema.cel.Expression;
import dev.roadstead.sandbox.schema.cel.ExpressionException;
import dev.roadstead.sandbox.schema.cel.Language;
import dev.roadstead.sandbox.schema.cel.Language.OldSelf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of one place of a schema, compiled.
record CompiledRules(List<Rule> rules) {

    /// One rule. `fault` says why the rule does not compile, `messageFault` why its messageExpression does not.
    record Rule(
            JsonNode json,
            @Nullable Expression condition,
            @Nullable Expression message,
            @Nullable String fault,
            @Nullable String messageFault) {

        boolean oldSelfIsOptional() {
            return json.path("optionalOldSelf").asBoolean(false);
        }

        boolean usesOldSelf() {
            return condition != null && condition.usesOldSelf();
        }

        /// The fixed message, or the rule itself.
        String fixedMessage() {
            String message = json.path("message").asText("");
            return message.isEmpty() ? "failed rule: " + source() : message.strip();
        }

        /// How a fault of the rule itself names it.
        String name() {
            String message = json.path("message").asText("");
            return message.isEmpty() ? source() : message.strip();
        }

        /// The rule as messages show it.
        JsonNode shown() {
            ObjectNode shown = JsonNodeFactory.instance.objectNode();
            shown.put("Rule", json.path("rule").asText(""));
            shown.put("Message", json.path("message").asText(""));
            shown.put("MessageExpression", json.path("messageExpression").asText(""));
            shown.set("Reason", json.has("reason") ? json.get("reason") : NullNode.getInstance());
            shown.put("FieldPath", json.path("fieldPath").asText(""));
            shown.set(
                    "OptionalOldSelf",
                    json.has("optionalOldSelf") ? json.get("optionalOldSelf") : NullNode.getInstance());
            return shown;
        }

        String source() {
            return json.path("rule").asText("").strip();
        }
    }

    static CompiledRules of(SchemaNode schema, CelType self, DeclaredTypes types) {
        Language language = new Language(self, types);
        List<Rule> rules = new ArrayList<>();
        for (JsonNode json : schema.rules()) {
            if (!json.path("rule").asText("").isBlank()) {
                rules.add(compile(json, language));
            }
        }
        return new CompiledRules(List.copyOf(rules));
    }

    private static Rule compile(JsonNode json, Language language) {
        OldSelf oldSelf = json.path("optionalOldSelf").asBoolean(false) ? OldSelf.OPTIONAL : OldSelf.REQUIRED;
        Expression condition;
        try {
            condition = language.condition(json.path("rule").asText(), oldSelf);
        } catch (ExpressionException fault) {
            return new Rule(json, null, null, fault.reason(), null);
        }
        String source = json.path("messageExpression").asText("");
        try {
            return new Rule(json, condition, source.isEmpty() ? null : language.message(source, oldSelf), null, null);
        } catch (ExpressionException fault) {
            return new Rule(json, condition, null, null, fault.reason());
        }
    }
}
