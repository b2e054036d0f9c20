package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Meta;
import java.util.List;

/// Checks that a body is what the URL says it is.
final class Identity {

    private Identity() {}

    /// Fills in what the URL knows and refuses what contradicts it.
    static void settle(Call call, ObjectNode body) {
        Kind kind = call.kind();
        String apiVersion = body.path("apiVersion").asText(kind.apiVersion());
        String sentKind = body.path("kind").asText(kind.kind());
        if (!apiVersion.equals(kind.apiVersion()) || !sentKind.equals(kind.kind())) {
            throw Failures.badRequest("the API version and kind in the data (" + apiVersion + ", " + sentKind
                    + ") do not match what the URL expects (" + kind.apiVersion() + ", " + kind.kind() + ")");
        }
        body.put("apiVersion", apiVersion).put("kind", sentKind);
        ObjectNode metadata = Meta.of(body);
        if (!kind.namespaced()) {
            metadata.remove("namespace");
        } else if (Meta.namespace(body).isEmpty()) {
            metadata.put("namespace", call.namespace());
        } else if (!Meta.namespace(body).equals(call.namespace())) {
            throw Failures.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the" + " request");
        }
        if (!call.name().isEmpty()) {
            if (Meta.name(body).isEmpty()) {
                if (call.request().method().equals("PUT")) {
                    throw nameless(call);
                }
                metadata.put("name", call.name());
            } else if (!Meta.name(body).equals(call.name())) {
                throw Failures.badRequest("the name of the object (" + Meta.name(body)
                        + ") does not match the name on the URL (" + call.name() + ")");
            }
        }
    }

    /// A body that should have a name of its own has none.
    static ApiException nameless(Call call) {
        return Failures.badRequest(
                "the name of the object (" + call.name() + " based on URL) was undeterminable: name must be provided");
    }

    /// Optimistic locking: a resourceVersion or uid in the body must be that of the live object.
    static void requireSame(Call call, ObjectNode live, ObjectNode proposed) {
        String version = Meta.resourceVersion(proposed);
        if (version.isEmpty()
                && call.kind().isCustom()
                && call.request().method().equals("PUT")) {
            throw Failures.invalid(
                    call.kind(),
                    call.name(),
                    List.of(Cause.invalid("metadata.resourceVersion", "0", "must be specified for an update")));
        }
        if (!version.isEmpty() && !version.equals(Meta.resourceVersion(live))) {
            throw Failures.modified(call.kind(), call.name());
        }
        String uid = Meta.uid(proposed);
        if (!uid.isEmpty() && !uid.equals(Meta.uid(live))) {
            throw Failures.conflict(
                    call.kind(),
                    call.name(),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + Meta.uid(live));
        }
    }
}
