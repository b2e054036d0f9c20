package dev.roadstead.sandbox.schema;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.roadstead.sandbox.schema.cel.DeclaredTypes;
import dev.roadstead.sandbox.schema.cel.Identifiers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The types that expressions see, from a schema. What has no type of its own cannot be used in expressions.
final class RuleTypes {

    private final DeclaredTypes declared = new DeclaredTypes();
    private int count;

    DeclaredTypes declared() {
        return declared;
    }

    Optional<CelType> typeOf(SchemaNode schema) {
        if (schema.isIntOrString()) {
            return Optional.of(SimpleType.DYN);
        }
        return switch (schema.type()) {
            case "array" ->
                Optional.ofNullable(schema.items()).flatMap(this::typeOf).map(ListType::create);
            case "object" -> objectType(schema);
            case "string" -> Optional.of(textType(schema.text("format")));
            case "boolean" -> Optional.of(SimpleType.BOOL);
            case "number" -> Optional.of(SimpleType.DOUBLE);
            case "integer" -> Optional.of(SimpleType.INT);
            default -> Optional.empty();
        };
    }

    private static CelType textType(String format) {
        return switch (format) {
            case "byte" -> SimpleType.BYTES;
            case "duration" -> SimpleType.DURATION;
            case "date", "date-time" -> SimpleType.TIMESTAMP;
            default -> SimpleType.STRING;
        };
    }

    private Optional<CelType> objectType(SchemaNode schema) {
        SchemaNode values = schema.additionalProperties();
        if (values != null) {
            return typeOf(values).map(type -> MapType.create(SimpleType.STRING, type));
        }
        Map<String, CelType> fields = new LinkedHashMap<>();
        schema.properties().forEach((name, property) -> {
            Optional<CelType> type = typeOf(property);
            Identifiers.of(name).forEach(field -> type.ifPresent(known -> fields.put(field, known)));
        });
        if (schema.isResource()) {
            fields.put("apiVersion", SimpleType.STRING);
            fields.put("kind", SimpleType.STRING);
            fields.put("metadata", metadataType());
        }
        return Optional.of(declared.declare("object" + count++, fields));
    }

    private CelType metadataType() {
        return declared.declare(
                "object" + count++, Map.of("name", SimpleType.STRING, "generateName", SimpleType.STRING));
    }
}
