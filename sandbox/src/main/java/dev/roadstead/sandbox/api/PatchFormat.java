package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.patch.JsonPatch;
import dev.roadstead.sandbox.patch.MergePatch;
import dev.roadstead.sandbox.patch.PatchException;
import dev.roadstead.sandbox.patch.StrategicMergePatch;

/// Applies the body of a patch by its media type.
final class PatchFormat {

    private final Schemas schemas;

    PatchFormat(Schemas schemas) {
        this.schemas = schemas;
    }

    ObjectNode apply(Kind kind, String type, ObjectNode object, JsonNode patch) {
        try {
            return switch (type) {
                case Patches.JSON -> JsonPatch.apply(object, patch);
                case Patches.MERGE -> MergePatch.apply(object, patch);
                case Patches.STRATEGIC -> StrategicMergePatch.apply(object, patch, schemas.listTypes(kind));
                default -> throw new IllegalArgumentException(type);
            };
        } catch (PatchException failure) {
            String why = String.valueOf(failure.getMessage());
            throw type.equals(Patches.JSON) ? Failures.rejected(why) : Failures.badRequest(why);
        }
    }
}
