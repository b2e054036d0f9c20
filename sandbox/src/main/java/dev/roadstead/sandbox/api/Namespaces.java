package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.store.Key;
import dev.roadstead.sandbox.store.Meta;
import dev.roadstead.sandbox.store.ObjectStore;
import java.util.List;

/// Objects are made only in namespaces that exist and are not going away.
final class Namespaces {

    private final ObjectStore store;

    Namespaces(ObjectStore store) {
        this.store = store;
    }

    void requireOpen(Call call, String name) {
        if (!call.kind().namespaced()) {
            return;
        }
        ObjectNode namespace = store.get(new Key("/namespaces", "", call.namespace()))
                .orElseThrow(() -> new ApiException(
                        404,
                        "NotFound",
                        "namespaces \"" + call.namespace() + "\" not found",
                        Json.object().put("name", call.namespace()).put("kind", "namespaces")));
        if (Meta.isDeleting(namespace) && !isEvent(call)) {
            String why =
                    "unable to create new content in namespace " + call.namespace() + " because it is being terminated";
            throw Failures.forbidden(
                    call.kind(),
                    name,
                    why,
                    List.of(new Cause(
                            "NamespaceTerminating",
                            "metadata.namespace",
                            "namespace " + call.namespace() + " is being terminated")));
        }
    }

    /// A pod names a service account that is there.
    void requireServiceAccount(Call call, ObjectNode pod) {
        String account = pod.path("spec").path("serviceAccountName").asText("default");
        if (store.get(new Key("/serviceaccounts", call.namespace(), account)).isEmpty()) {
            throw Failures.forbidden(
                    call.kind(),
                    Meta.name(pod),
                    "error looking up service account " + call.namespace() + "/" + account + ": serviceaccount \""
                            + account + "\" not found",
                    List.of());
        }
    }

    private static boolean isEvent(Call call) {
        return call.kind().resource().equals("/events");
    }
}
