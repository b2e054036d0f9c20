package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.roadstead.sandbox.apply.JsonOrder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The keywords that look at one value and not below it. The words of each fault are kube-apiserver's.
final class ValueChecks {

    private ValueChecks() {}

    /// The JSON schema type of a value.
    static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case OBJECT -> "object";
            case STRING, BINARY, POJO -> "string";
            case NULL, MISSING -> "null";
        };
    }

    static void type(JsonNode value, SchemaNode schema, String path, Findings findings) {
        List<String> wanted = schema.isIntOrString()
                ? List.of("integer", "string")
                : schema.type().isEmpty() ? List.of() : List.of(schema.type());
        String actual = typeOf(value);
        boolean fits = wanted.isEmpty()
                || wanted.contains(actual)
                || (actual.equals("null") && schema.isNullable())
                || (actual.equals("integer") && wanted.contains("number"))
                || (actual.equals("number") && wanted.contains("integer") && isWhole(value));
        if (!fits) {
            String message = in(path) + "must be of type " + String.join(",", wanted) + ": " + GoText.quoted(actual);
            findings.add(FieldError.typeInvalid(field(path), TextNode.valueOf(actual), message));
        }
    }

    private static boolean isWhole(JsonNode number) {
        return number.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    static void text(JsonNode value, SchemaNode schema, String path, Findings findings) {
        String text = value.asText();
        int length = text.codePointCount(0, text.length());
        if (schema.json().has("maxLength")
                && length > schema.json().get("maxLength").asLong()) {
            findings.add(FieldError.tooLong(
                    field(path), schema.json().get("maxLength").asLong()));
        } else if (schema.json().has("minLength")
                && length < schema.json().get("minLength").asLong()) {
            long least = schema.json().get("minLength").asLong();
            findings.add(invalid(path, value, "should be at least " + least + " chars long"));
        } else {
            boolean matches = schema.pattern()
                    .map(pattern -> pattern.matcher(text).find())
                    .orElse(true);
            if (!matches) {
                findings.add(invalid(path, value, "should match '" + schema.text("pattern") + "'"));
            }
        }
    }

    static void format(JsonNode value, SchemaNode schema, String path, Findings findings) {
        String format = schema.text("format");
        boolean applies = schema.type().isEmpty() || schema.type().equals("string") || schema.isIntOrString();
        if (!format.isEmpty() && applies && !Formats.isValid(format, value.asText())) {
            String message = in(path) + "must be of type " + format + ": " + GoText.quoted(value.asText());
            findings.add(FieldError.typeInvalid(field(path), value, message));
        }
    }

    static void number(JsonNode value, SchemaNode schema, String path, Findings findings) {
        JsonNode json = schema.json();
        range(value, schema, path, findings);
        BigDecimal number = value.decimalValue();
        if (json.has("multipleOf")) {
            BigDecimal factor = json.get("multipleOf").decimalValue();
            if (factor.signum() > 0 && number.remainder(factor).signum() != 0) {
                findings.add(invalid(path, value, "should be a multiple of " + GoText.number(json.get("multipleOf"))));
            }
        }
        if (json.has("minimum")) {
            boolean exclusive = schema.is("exclusiveMinimum");
            int order = number.compareTo(json.get("minimum").decimalValue());
            if (order < 0 || (exclusive && order == 0)) {
                String limit = GoText.number(json.get("minimum").asDouble());
                findings.add(
                        invalid(path, value, "should be greater than " + (exclusive ? "" : "or equal to ") + limit));
            }
        }
        if (json.has("maximum")) {
            boolean exclusive = schema.is("exclusiveMaximum");
            int order = number.compareTo(json.get("maximum").decimalValue());
            if (order > 0 || (exclusive && order == 0)) {
                String limit = GoText.number(json.get("maximum").asDouble());
                findings.add(invalid(path, value, "should be less than " + (exclusive ? "" : "or equal to ") + limit));
            }
        }
    }

    private static void range(JsonNode value, SchemaNode schema, String path, Findings findings) {
        if (!schema.type().equals("integer") || !isWhole(value)) {
            return;
        }
        boolean small = schema.text("format").equals("int32");
        BigInteger whole = value.decimalValue().toBigInteger();
        if (whole.bitLength() > (small ? 31 : 63)) {
            String format =
                    schema.text("format").isEmpty() ? " (default format)" : " with format " + schema.text("format");
            findings.add(FieldError.invalid(
                    FieldError.NO_FIELD,
                    TextNode.valueOf(""),
                    "Checked value must be of type integer" + format + " in " + path));
        }
    }

    static void enumeration(JsonNode value, SchemaNode schema, String path, Findings findings) {
        JsonNode allowed = schema.json().path("enum");
        if (allowed.isEmpty()) {
            return;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : allowed) {
            if (JsonOrder.same(each, value)) {
                return;
            }
            texts.add(each.isTextual() ? each.asText() : each.toString());
        }
        findings.add(FieldError.notSupported(field(path), value, texts));
    }

    static void itemCount(JsonNode value, SchemaNode schema, String path, Findings findings) {
        JsonNode json = schema.json();
        JsonNode size = LongNode.valueOf(value.size());
        if (json.has("minItems") && value.size() < json.get("minItems").asLong()) {
            String least = json.get("minItems").asText();
            findings.add(invalid(path, size, "should have at least " + least + " items"));
        }
        if (json.has("maxItems") && value.size() > json.get("maxItems").asLong()) {
            findings.add(FieldError.tooMany(
                    field(path), value.size(), json.get("maxItems").asLong()));
        }
    }

    static void propertyCount(JsonNode value, SchemaNode schema, String path, Findings findings) {
        JsonNode json = schema.json();
        JsonNode size = LongNode.valueOf(value.size());
        if (json.has("minProperties")
                && value.size() < json.get("minProperties").asLong()) {
            String least = json.get("minProperties").asText();
            findings.add(invalid(path, size, "should have at least " + least + " properties"));
        }
        if (json.has("maxProperties")
                && value.size() > json.get("maxProperties").asLong()) {
            findings.add(FieldError.tooMany(
                    field(path), value.size(), json.get("maxProperties").asLong()));
        }
    }

    static FieldError invalid(String path, JsonNode value, String what) {
        return FieldError.invalid(field(path), value, in(path) + what);
    }

    /// How a message begins: `spec.replicas in body `.
    static String in(String path) {
        return path + " in body ";
    }

    static String field(String path) {
        return path.isEmpty() ? FieldError.NO_FIELD : path;
    }
}
