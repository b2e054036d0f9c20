package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.roadstead.sandbox.apply.JsonOrder;
import java.util.ArrayList;
import java.util.List;

/// Checks a value against a schema and all below it. What an update leaves as it was is not held against it.
final class Validation {

    private static final JsonNode UNRELATED = MissingNode.getInstance();

    private Validation() {}

    /// `old` is the value before an update, a missing node if there is none.
    static List<FieldError> check(JsonNode value, JsonNode old, SchemaNode schema) {
        return validate(value, old, schema, "").errors();
    }

    private static Findings validate(JsonNode value, JsonNode old, SchemaNode schema, String path) {
        Findings findings = new Findings();
        findings.count();
        if (!old.isMissingNode() && JsonOrder.same(old, value)) {
            return findings;
        }
        ValueChecks.type(value, schema, path, findings);
        findings.count();
        if (value.isNull()) {
            ValueChecks.enumeration(value, schema, path, findings);
            return findings;
        }
        alternatives(value, schema, path, findings);
        findings.count();
        switch (value.getNodeType()) {
            case STRING -> {
                ValueChecks.text(value, schema, path, findings);
                ValueChecks.format(value, schema, path, findings);
                findings.count();
            }
            case NUMBER -> {
                ValueChecks.number(value, schema, path, findings);
                findings.count();
            }
            case ARRAY -> {
                items(value, old, schema, path, findings);
                findings.count();
            }
            default -> {}
        }
        ValueChecks.enumeration(value, schema, path, findings);
        findings.count();
        if (value.isObject()) {
            fields(value, old, schema, path, findings);
            findings.count();
        }
        return findings;
    }

    private static void items(JsonNode list, JsonNode old, SchemaNode schema, String path, Findings findings) {
        SchemaNode items = schema.items();
        if (items != null) {
            for (int i = 0; i < list.size(); i++) {
                JsonNode before = OldItems.item(old, list.get(i), schema);
                findings.merge(validate(list.get(i), before, items, path + "[" + i + "]"));
            }
        }
        ValueChecks.itemCount(list, schema, path, findings);
    }

    private static void fields(JsonNode object, JsonNode old, SchemaNode schema, String path, Findings findings) {
        ValueChecks.propertyCount(object, schema, path, findings);
        object.properties().forEach(field -> {
            String name = field.getKey();
            SchemaNode below = schema.field(name);
            String place = path.isEmpty() ? name : path + "." + name;
            if (below != null) {
                findings.merge(validate(field.getValue(), OldItems.field(old, name), below, place));
            } else if (schema.json().path("additionalProperties").isBoolean() && !schema.hasAdditionalProperties()) {
                String message = path + "." + name + " in body is a forbidden property";
                findings.add(FieldError.invalid(ValueChecks.field(path), TextNode.valueOf(name), message));
            }
        });
        for (String name : schema.texts("required")) {
            if (!object.has(name)) {
                findings.add(FieldError.required(path.isEmpty() ? name : path + "." + name, ""));
            }
        }
    }

    private static void alternatives(JsonNode value, SchemaNode schema, String path, Findings findings) {
        anyOf(value, schema, path, findings);
        oneOf(value, schema, path, findings);
        allOf(value, schema, path, findings);
        schema.not().ifPresent(not -> {
            if (validate(value, UNRELATED, not, path).areNone()) {
                findings.add(junctor(path, " must not validate the schema (not)"));
            }
        });
    }

    private static void anyOf(JsonNode value, SchemaNode schema, String path, Findings findings) {
        List<Findings> failed = new ArrayList<>();
        for (SchemaNode each : schema.junctor("anyOf")) {
            Findings found = validate(value, UNRELATED, each, path);
            if (found.areNone()) {
                findings.merge(found);
                return;
            }
            failed.add(found);
        }
        if (!failed.isEmpty()) {
            findings.add(junctor(path, " must validate at least one schema (anyOf)"));
            findings.merge(nearest(failed));
        }
    }

    private static void oneOf(JsonNode value, SchemaNode schema, String path, Findings findings) {
        List<Findings> failed = new ArrayList<>();
        List<Findings> passed = new ArrayList<>();
        for (SchemaNode each : schema.junctor("oneOf")) {
            Findings found = validate(value, UNRELATED, each, path);
            (found.areNone() ? passed : failed).add(found);
        }
        if (passed.size() == 1) {
            findings.merge(passed.getFirst());
        } else if (!failed.isEmpty() || !passed.isEmpty()) {
            String found = passed.isEmpty() ? "Found none valid" : "Found " + passed.size() + " valid alternatives";
            findings.add(junctor(path, " must validate one and only one schema (oneOf). " + found));
            if (passed.isEmpty()) {
                findings.merge(nearest(failed));
            }
        }
    }

    private static void allOf(JsonNode value, SchemaNode schema, String path, Findings findings) {
        List<SchemaNode> all = schema.allOf();
        long passed = all.stream()
                .map(each -> validate(value, UNRELATED, each, path))
                .peek(findings::merge)
                .filter(Findings::areNone)
                .count();
        if (passed < all.size()) {
            findings.add(
                    junctor(path, " must validate all the schemas (allOf)" + (passed == 0 ? ". None validated" : "")));
        }
    }

    /// The first of those that looked at most.
    private static Findings nearest(List<Findings> failed) {
        Findings nearest = failed.getFirst();
        for (Findings each : failed) {
            if (each.matches() > nearest.matches()) {
                nearest = each;
            }
        }
        return nearest;
    }

    private static FieldError junctor(String path, String what) {
        return FieldError.invalid(FieldError.NO_FIELD, TextNode.valueOf(""), GoText.quoted(path) + what);
    }
}
