package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import java.util.List;
import java.util.Set;

/// When `metadata.generation` counts up.
final class Generation {

    private static final Set<String> BUILTIN = Set.of(
            "/pods",
            "apps/deployments",
            "apps/statefulsets",
            "apps/daemonsets",
            "apps/replicasets",
            "policy/poddisruptionbudgets",
            "networking.k8s.io/networkpolicies",
            "networking.k8s.io/ingresses",
            "apiextensions.k8s.io/customresourcedefinitions",
            "admissionregistration.k8s.io/validatingadmissionpolicies",
            "admissionregistration.k8s.io/validatingadmissionpolicybindings");

    private Generation() {}

    static boolean isKept(Kind kind) {
        return kind.isCustom() || BUILTIN.contains(kind.resource());
    }

    /// A change of anything but metadata, and but status where status is a subresource.
    static boolean changed(Kind kind, ObjectNode live, ObjectNode next) {
        return !Json.same(desired(kind, live), desired(kind, next));
    }

    private static ObjectNode desired(Kind kind, ObjectNode object) {
        ObjectNode copy = Json.object();
        copy.setAll(object);
        copy.remove(List.of("metadata", "apiVersion", "kind"));
        if (kind.has("status")) {
            copy.remove("status");
        }
        return copy;
    }
}
