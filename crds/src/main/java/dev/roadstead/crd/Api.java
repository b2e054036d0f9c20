package dev.roadstead.crd;

/// Names that every kind shares.
public final class Api {
    public static final String GROUP = "roadstead.dev";
    public static final String VERSION = "v1alpha1";
    public static final String CATEGORY = "roadstead";

    static final String READY = ".status.conditions[?(@.type==\"Ready\")].status";
    static final String READY_REASON = ".status.conditions[?(@.type==\"Ready\")].reason";
    static final String AGE = ".metadata.creationTimestamp";

    static final String DNS_LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";
    static final String HOST =
            "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*|\\[[0-9a-f:]+\\])(:[0-9]{1,5})?$";
    static final String MIRRORED_HOST =
            "^(\\*|([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)(:[0-9]{1,5})?)$";
    static final String BASE_URL =
            "^https?://([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*|\\[[0-9a-f:]+\\])(:[0-9]{1,5})?/?$";
    static final String REPOSITORY = "^[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*$";
    static final String DURATION = "^([0-9]+(ms|s|m|h|d))+$";

    private Api() {}
}
