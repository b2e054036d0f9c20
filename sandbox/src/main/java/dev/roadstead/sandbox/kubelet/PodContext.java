package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import java.nio.file.Path;

/// A pod and the place it was given.
///
/// @param folder the pod's own, gone when the pod is gone
record PodContext(ObjectNode pod, String podIp, Host host, Path folder) {

    /// The node that the pod is bound to.
    record Host(String name, String address, Path root) {}

    String namespace() {
        return Meta.namespace(pod);
    }

    String name() {
        return Meta.name(pod);
    }

    Key key() {
        return Key.of(pod);
    }

    String serviceAccount() {
        return pod.path("spec").path("serviceAccountName").asText("default");
    }

    /// True unless the pod (or, where it says nothing, its service account) wants no token.
    boolean wantsToken(boolean accountWants) {
        return pod.path("spec").path("automountServiceAccountToken").asBoolean(accountWants);
    }

    PodContext with(ObjectNode newer) {
        return new PodContext(newer, podIp, host, folder);
    }
}
