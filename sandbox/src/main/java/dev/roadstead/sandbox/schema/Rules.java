package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cel.common.types.CelType;
import dev.roadstead.sandbox.apply.JsonOrder;
import dev.roadstead.sandbox.schema.CompiledRules.Rule;
import dev.roadstead.sandbox.schema.cel.Expression;
import dev.roadstead.sandbox.schema.cel.ExpressionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The rules (`x-kubernetes-validations`) of a schema. Each place is compiled when it is first needed.
final class Rules {

    private final SchemaNode root;
    private final Set<SchemaNode> withRules = new HashSet<>();
    private final Map<SchemaNode, Optional<CompiledRules>> compiled = new ConcurrentHashMap<>();

    Rules(SchemaNode root) {
        this.root = root;
        mark(root);
    }

    /// Notes the places that have rules or lead to some.
    private boolean mark(SchemaNode schema) {
        boolean any = !schema.rules().isEmpty();
        for (SchemaNode property : schema.properties().values()) {
            any |= mark(property);
        }
        any |= schema.items() != null && mark(schema.items());
        any |= schema.additionalProperties() != null && mark(schema.additionalProperties());
        if (any) {
            withRules.add(schema);
        }
        return any;
    }

    boolean areNone() {
        return withRules.isEmpty();
    }

    /// The compiled rules of a place; empty if its type cannot be told.
    Optional<CompiledRules> at(SchemaNode schema) {
        return compiled.computeIfAbsent(schema, place -> {
            RuleTypes types = new RuleTypes();
            Optional<CelType> self = types.typeOf(place);
            return self.map(type -> CompiledRules.of(place, type, types.declared()));
        });
    }

    /// `old` is a missing node on creation.
    List<FieldError> check(JsonNode object, JsonNode old) {
        List<FieldError> errors = new ArrayList<>();
        visit(new Place(object, old, root, "", false), errors);
        return errors;
    }

    /// A value with what it was before the update; `untouched` if it lies in a part that did not change.
    private record Place(JsonNode value, JsonNode old, SchemaNode schema, String path, boolean untouched) {

        Place(JsonNode value, JsonNode old, SchemaNode schema, String path, Place above) {
            this(value, old, schema, path, above.untouched || (!old.isMissingNode() && JsonOrder.same(old, value)));
        }

        String field() {
            return path.isEmpty() ? FieldError.NO_FIELD : path;
        }
    }

    private void visit(Place place, List<FieldError> errors) {
        if (place.value.isNull() || !withRules.contains(place.schema)) {
            return;
        }
        if (!place.schema.rules().isEmpty()) {
            at(place.schema).ifPresent(rules -> evaluate(rules, place, errors));
        }
        if (place.value.isArray() && place.schema.items() != null) {
            for (int i = 0; i < place.value.size(); i++) {
                JsonNode item = place.value.get(i);
                JsonNode before = OldItems.item(place.old, item, place.schema);
                visit(new Place(item, before, place.schema.items(), place.path + "[" + i + "]", place), errors);
            }
        } else if (place.value.isObject()) {
            place.value.properties().forEach(field -> {
                SchemaNode below = place.schema.field(field.getKey());
                if (below != null) {
                    boolean named = place.schema.properties().containsKey(field.getKey());
                    String path = Paths.below(place.path, field.getKey(), named);
                    JsonNode before = OldItems.field(place.old, field.getKey());
                    visit(new Place(field.getValue(), before, below, path, place), errors);
                }
            });
        }
    }

    private static void evaluate(CompiledRules rules, Place place, List<FieldError> errors) {
        boolean hasOld = !place.old.isMissingNode() && !place.old.isNull();
        Object self = RuleValues.of(place.value, place.schema);
        Optional<Object> oldSelf = hasOld ? Optional.of(RuleValues.of(place.old, place.schema)) : Optional.empty();
        for (Rule rule : rules.rules()) {
            Expression condition = rule.condition();
            if (condition == null) {
                errors.add(fault(place, "rule compile error: " + rule.fault()));
            } else if (!rule.usesOldSelf() || hasOld || rule.oldSelfIsOptional()) {
                Map<String, Object> variables = new HashMap<>();
                variables.put("self", self);
                if (rule.oldSelfIsOptional()) {
                    variables.put("oldSelf", oldSelf);
                } else {
                    oldSelf.ifPresent(value -> variables.put("oldSelf", value));
                }
                evaluate(rule, condition, variables, place, errors);
            }
        }
    }

    private static void evaluate(
            Rule rule, Expression condition, Map<String, Object> variables, Place place, List<FieldError> errors) {
        try {
            boolean holds = Boolean.TRUE.equals(condition.evaluate(variables));
            if (!holds && (rule.usesOldSelf() || !place.untouched)) {
                errors.add(broken(rule, message(rule, variables), place));
            }
        } catch (ExpressionException failure) {
            String reason = failure.reason();
            errors.add(fault(
                    place,
                    reason.startsWith("no such overload")
                            ? "'" + reason + "': call arguments did not match a supported operator, function or macro"
                                    + " signature for rule: " + rule.name()
                            : reason + " evaluating rule: " + rule.name()));
        }
    }

    private static FieldError fault(Place place, String message) {
        return FieldError.invalid(place.field(), TextNode.valueOf(place.schema.type()), message);
    }

    /// What the messageExpression says, or the fixed message if it says nothing useful.
    private static String message(Rule rule, Map<String, Object> variables) {
        Expression expression = rule.message();
        if (expression == null) {
            return rule.fixedMessage();
        }
        try {
            String message = String.valueOf(expression.evaluate(variables)).strip();
            return message.isEmpty() || message.contains("\n") ? rule.fixedMessage() : message;
        } catch (ExpressionException failure) {
            return rule.fixedMessage();
        }
    }

    private static FieldError broken(Rule rule, String message, Place place) {
        String field = RulePath.parse(rule.json().path("fieldPath").asText(""), place.schema)
                .map(relative -> place.path.isEmpty() ? relative.path() : place.path + "." + relative.path())
                .orElse(place.field());
        boolean omitsValue = place.value.isContainerNode();
        return switch (rule.json().path("reason").asText("")) {
            case "FieldValueForbidden" -> FieldError.forbidden(field, message);
            case "FieldValueRequired" -> FieldError.required(field, message);
            case "FieldValueDuplicate" ->
                omitsValue ? FieldError.duplicateOmittingValue(field) : FieldError.duplicate(field, place.value);
            default ->
                omitsValue
                        ? FieldError.invalidOmittingValue(field, message)
                        : FieldError.invalid(field, place.value, message);
        };
    }
}
