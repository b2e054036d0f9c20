package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.apply.ListTypes;
import dev.roadstead.sandbox.apply.MalformedApplyException;
import dev.roadstead.sandbox.apply.ManagedFields;
import dev.roadstead.sandbox.apply.ServerSideApply;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps managedFields and carries out server-side apply.
final class Ownership {

    private final Schemas schemas;

    Ownership(Schemas schemas) {
        this.schemas = schemas;
    }

    /// The object after an apply; a conflict with other managers is refused.
    ObjectNode apply(Call call, @Nullable ObjectNode live, ObjectNode applied, Instant now) {
        Kind kind = call.kind();
        List<String> unknown = schemas.unknownFields(kind, applied);
        if (!unknown.isEmpty()) {
            throw malformed("failed to create typed patch object (" + call.namespace() + "/" + call.name() + "; "
                    + kind.apiVersion() + ", Kind=" + kind.kind() + "): ." + unknown.getFirst()
                    + ": field not declared in schema");
        }
        try {
            ServerSideApply.Outcome outcome = ServerSideApply.apply(
                    live,
                    applied,
                    call.query().text("fieldManager"),
                    call.query().isTrue("force"),
                    schemas.listTypes(kind),
                    call.subresource(),
                    now);
            return switch (outcome) {
                case ServerSideApply.Applied(ObjectNode object) -> object;
                case ServerSideApply.Conflicts conflicts ->
                    throw Failures.applyConflict(
                            conflicts.message(),
                            conflicts.conflicts().stream()
                                    .map(each -> new Cause("FieldManagerConflict", each.field(), each.message()))
                                    .toList());
            };
        } catch (MalformedApplyException malformed) {
            throw malformed(String.valueOf(malformed.getMessage()));
        }
    }

    /// As the real server has it: a plain error, without a reason.
    private static ApiException malformed(String message) {
        return new ApiException(500, "", message, null);
    }

    /// Notes in `after` who changed which fields.
    /// @param fresh what the object has that nobody wrote
    void recordCreate(Call call, ObjectNode fresh, ObjectNode object, Instant now) {
        ListTypes types = schemas.listTypes(call.kind());
        ManagedFields.recordCreate(fresh, object, call.manager(), types, call.subresource(), now);
    }

    void recordUpdate(Call call, @Nullable ObjectNode before, ObjectNode after, Instant now) {
        ListTypes types = schemas.listTypes(call.kind());
        ManagedFields.recordUpdate(before, after, call.manager(), types, call.subresource(), now);
    }
}
