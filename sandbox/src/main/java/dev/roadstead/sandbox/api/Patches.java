package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Meta;
import java.time.Clock;
import java.util.List;

/// PATCH in its four media types.
final class Patches {

    static final String JSON = "application/json-patch+json";
    static final String MERGE = "application/merge-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String APPLY = "application/apply-patch+yaml";

    private final Writes writes;
    private final PatchFormat format;
    private final Ownership ownership;
    private final Clock clock;

    Patches(Writes writes, PatchFormat format, Ownership ownership, Clock clock) {
        this.format = format;
        this.writes = writes;
        this.ownership = ownership;
        this.clock = clock;
    }

    Committed patch(Call call) {
        String type = call.request().mediaType();
        if (type.equals(APPLY)) {
            return apply(call);
        }
        if (!call.query().text("force").isEmpty()) {
            throw Failures.invalid(
                    "meta.k8s.io",
                    "PatchOptions",
                    "",
                    List.of(Cause.forbidden("force", "may not be specified for non-apply patch")));
        }
        Patch patch = patchOf(call, type);
        if (call.isOn("scale")) {
            return writes.update(call, live -> patchScale(call.kind(), live, patch), "patch");
        }
        return writes.update(call, patch::on, "patch");
    }

    /// A patch that was read from a request.
    private interface Patch {
        ObjectNode on(ObjectNode object);
    }

    private Patch patchOf(Call call, String type) {
        Kind kind = call.kind();
        switch (type) {
            case JSON, MERGE -> {}
            case STRATEGIC -> {
                if (kind.isCustom()) {
                    throw unsupported(kind);
                }
            }
            default -> throw unsupported(kind);
        }
        JsonNode patch = Bodies.json(call.request());
        if (type.equals(JSON) && !patch.isArray()) {
            throw Failures.badRequest("a JSON patch must be a list of operations");
        }
        return object -> format.apply(kind, type, object, patch);
    }

    private static ObjectNode patchScale(Kind kind, ObjectNode live, Patch patch) {
        return Subresources.withScale(kind, live, patch.on(Subresources.scale(kind, live)));
    }

    private Committed apply(Call call) {
        if (call.query().text("fieldManager").isEmpty()) {
            throw Failures.invalid(
                    "meta.k8s.io",
                    "PatchOptions",
                    "",
                    List.of(Cause.required("fieldManager", "is required for apply patch")));
        }
        ObjectNode applied = Bodies.applied(call.request());
        if (call.isOn("scale")) {
            return writes.update(call, live -> Subresources.withScale(call.kind(), live, applied), "apply");
        }
        boolean isNamed = !Meta.name(applied).isEmpty();
        Identity.settle(call, applied);
        if (Meta.of(applied).has("managedFields")) {
            throw Failures.badRequest("metadata.managedFields must be nil");
        }
        Subresources.restrict(call, applied);
        return writes.apply(call, live -> {
            if (live == null && !isNamed) {
                throw Identity.nameless(call);
            }
            return ownership.apply(call, live, applied.deepCopy(), clock.instant());
        });
    }

    private static ApiException unsupported(Kind kind) {
        return Failures.unsupportedMediaType("the body of the request was in an unknown format - accepted media types"
                + " include: " + JSON + ", " + MERGE + (kind.isCustom() ? "" : ", " + STRATEGIC) + ", " + APPLY);
    }
}
