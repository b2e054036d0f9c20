package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.apply.ListTypes;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.schema.BuiltinFields;
import dev.roadstead.sandbox.schema.FieldError;
import dev.roadstead.sandbox.schema.StructuralSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What a kind's schema says about an object.
final class Schemas {

    /// A compiled schema and the document that it was made from.
    private record Compiled(JsonNode source, StructuralSchema schema, ListTypes types) {}

    /// By CRD name and version; replaced when the CRD's schema changes.
    private final Map<String, Compiled> compiled = new ConcurrentHashMap<>();

    /// Paths of the fields that the kind does not have.
    List<String> unknownFields(Kind kind, ObjectNode object) {
        return kind.definition() == null
                ? BuiltinFields.unknown(kind.group(), kind.version(), kind.kind(), object)
                : compiled(kind, kind.definition()).schema().unknownFields(object);
    }

    /// A value that a typed server cannot decode; custom resources have none, their types are a matter of validation.
    Optional<String> mistyped(Kind kind, ObjectNode object) {
        return kind.isCustom()
                ? Optional.empty()
                : BuiltinFields.mistyped(kind.group(), kind.version(), kind.kind(), object).stream()
                        .findFirst();
    }

    /// Prunes unknown fields of a custom resource and fills in defaults, in place.
    void shape(Kind kind, ObjectNode object) {
        if (kind.definition() != null) {
            StructuralSchema schema = compiled(kind, kind.definition()).schema();
            schema.prune(object);
            schema.applyDefaults(object);
        }
    }

    List<Cause> validate(Kind kind, ObjectNode object, @Nullable ObjectNode old) {
        return kind.definition() == null
                ? List.of()
                : causes(compiled(kind, kind.definition()).schema().validate(object, old));
    }

    /// How lists and objects of this kind merge.
    ListTypes listTypes(Kind kind) {
        return kind.definition() == null
                ? ListTypes.builtin(kind.group(), kind.version(), kind.kind())
                : compiled(kind, kind.definition()).types();
    }

    /// What is wrong with the schemas of a CustomResourceDefinition.
    List<Cause> check(ObjectNode crd) {
        return causes(StructuralSchema.checkCrd(crd));
    }

    private Compiled compiled(Kind kind, Kind.Definition definition) {
        String key = definition.crd() + "/" + kind.version();
        Compiled known = compiled.get(key);
        if (known != null && known.source().equals(definition.schema())) {
            return known;
        }
        Compiled fresh = new Compiled(
                definition.schema(), StructuralSchema.of(definition.schema()), ListTypes.of(definition.schema()));
        compiled.put(key, fresh);
        return fresh;
    }

    private static List<Cause> causes(List<FieldError> errors) {
        return errors.stream()
                .map(error -> new Cause(error.reason().code(), error.field(), error.message()))
                .toList();
    }
}
