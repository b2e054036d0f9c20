package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.apply.ListTypes;
import dev.roadstead.sandbox.builtin.TypedFields;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a kind's schema says about an object.
final class Schemas {

    List<String> unknownFields(Kind kind, ObjectNode object) {
        return kind.isCustom() ? List.of() : TypedFields.of(kind, object).unknown();
    }

    /// Prunes unknown fields and fills in defaults, in place.
    void shape(Kind kind, ObjectNode object) {}

    List<Cause> validate(Kind kind, ObjectNode object, @Nullable ObjectNode old) {
        return List.of();
    }

    /// How lists and objects of this kind merge.
    ListTypes listTypes(Kind kind) {
        return kind.definition() == null
                ? ListTypes.builtin(kind.group(), kind.version(), kind.kind())
                : ListTypes.of(kind.definition().schema());
    }

    List<Cause> check(ObjectNode crd) {
        return List.of();
    }
}
