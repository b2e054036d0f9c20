package dev.roadstead.sandbox.api;

import java.util.List;

/// Who asks.
public record Principal(String name, String uid, List<String> groups) {

    public static final Principal ADMIN =
            new Principal("kubernetes-admin", "", List.of("system:masters", "system:authenticated"));
    public static final Principal ANONYMOUS = new Principal("system:anonymous", "", List.of("system:unauthenticated"));

    public Principal {
        groups = List.copyOf(groups);
    }

    /// A component of the control plane, such as `kube-scheduler`.
    public static Principal system(String component) {
        return new Principal("system:" + component, "", List.of("system:authenticated"));
    }

    public boolean isAnonymous() {
        return equals(ANONYMOUS);
    }
}
