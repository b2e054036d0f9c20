package dev.roadstead.operator.naming;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.TreeMap;

/// Labels and annotations.
public final class Labels {
    public static final String NAME = "app.kubernetes.io/name";
    public static final String INSTANCE = "app.kubernetes.io/instance";
    public static final String COMPONENT = "app.kubernetes.io/component";
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    public static final String PAUSED = "roadstead.dev/paused";
    public static final String RECONCILE_AT = "roadstead.dev/reconcile-at";
    /// On kinds with a schedule: each new value is a wish for a run at once.
    public static final String RUN_NOW = "roadstead.dev/run-now";
    /// On kinds that plan: the name of the plan that may be followed.
    public static final String APPROVE_PLAN = "roadstead.dev/approve-plan";
    public static final String CONFIRM_DELETION = "roadstead.dev/confirm-deletion";
    /// Hash of the object as it was last applied.
    public static final String APPLIED = "roadstead.dev/applied-hash";
    /// On pods: hash of what a running pod cannot take in, so that a change replaces it.
    public static final String RESTART_FOR = "roadstead.dev/restart-for";

    public static final String REGISTRY_FINALIZER = "roadstead.dev/registry";
    public static final String NODES_FINALIZER = "roadstead.dev/nodes";

    /// Selects everything that the operator made.
    public static final String OURS = MANAGED_BY + "=roadstead";

    private Labels() {}

    /// Whether the user wants nothing changed for now.
    public static boolean isPaused(HasMetadata object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations != null && "true".equals(annotations.get(PAUSED));
    }

    /// What identifies the pods of a registry; never changes.
    public static Map<String, String> selector(String registry) {
        return new TreeMap<>(Map.of(NAME, "roadstead-registry", INSTANCE, registry));
    }

    public static Map<String, String> of(String registry) {
        Map<String, String> labels = selector(registry);
        labels.put(COMPONENT, "registry");
        labels.put(MANAGED_BY, "roadstead");
        return labels;
    }
}
