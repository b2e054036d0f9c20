package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.roadstead.sandbox.schema.cel.DateTimes;
import dev.roadstead.sandbox.schema.cel.Durations;
import dev.roadstead.sandbox.schema.cel.Identifiers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The values that expressions see: objects as maps under the identifiers of their fields, texts with a format as what
/// they stand for. Lists compare item by item in order, also sets and list-maps.
final class RuleValues {

    private RuleValues() {}

    /// A null schema converts by the value alone.
    static Object of(JsonNode value, @Nullable SchemaNode schema) {
        return switch (value.getNodeType()) {
            case OBJECT -> object(value, schema);
            case ARRAY -> list(value, schema);
            case NUMBER -> number(value, schema);
            case BOOLEAN -> value.booleanValue();
            case STRING, BINARY, POJO -> text(value.asText(), schema);
            case NULL, MISSING -> NullValue.NULL_VALUE;
        };
    }

    private static Map<String, Object> object(JsonNode value, @Nullable SchemaNode schema) {
        Map<String, Object> fields = new LinkedHashMap<>();
        boolean isMap = schema == null || schema.additionalProperties() != null;
        value.properties().forEach(field -> {
            String name = field.getKey();
            SchemaNode below = schema == null ? null : schema.field(name);
            if (isMap) {
                fields.put(name, of(field.getValue(), below));
            } else if (!field.getValue().isNull()) {
                Object converted = of(field.getValue(), below);
                Identifiers.of(name).forEach(id -> fields.put(id, converted));
            }
        });
        return fields;
    }

    private static List<Object> list(JsonNode value, @Nullable SchemaNode schema) {
        List<Object> items = new ArrayList<>();
        value.forEach(item -> items.add(of(item, schema == null ? null : schema.items())));
        return items;
    }

    private static Object number(JsonNode value, @Nullable SchemaNode schema) {
        boolean wantsWhole = schema == null || !schema.type().equals("number");
        if (wantsWhole && value.decimalValue().stripTrailingZeros().scale() <= 0) {
            return value.longValue();
        }
        return value.doubleValue();
    }

    private static Object text(String text, @Nullable SchemaNode schema) {
        String format = schema == null || schema.isIntOrString() ? "" : schema.text("format");
        return switch (format) {
            case "duration" -> orText(Durations.parse(text), text);
            case "date" -> orText(DateTimes.parseDate(text), text);
            case "date-time" -> orText(DateTimes.parseDateTime(text), text);
            case "byte" -> bytes(text);
            default -> text;
        };
    }

    private static Object orText(Optional<?> parsed, String text) {
        return parsed.isPresent() ? parsed.get() : text;
    }

    private static Object bytes(String text) {
        try {
            return CelByteString.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException noBase64) {
            return text;
        }
    }
}
