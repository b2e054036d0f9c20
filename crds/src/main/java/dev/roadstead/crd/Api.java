package dev.roadstead.crd;

/// Names and formats that every kind shares.
public final class Api {
    public static final String GROUP = "roadstead.dev";
    public static final String VERSION = "v1alpha1";
    public static final String CATEGORY = "roadstead";

    static final String READY = ".status.conditions[?(@.type==\"Ready\")].status";
    static final String READY_REASON = ".status.conditions[?(@.type==\"Ready\")].reason";
    static final String AGE = ".metadata.creationTimestamp";

    static final int REGISTRY_NAME_LENGTH = 40;
    static final int HOST_LENGTH = 260;
    static final int URL_LENGTH = 512;
    static final int PEM_LENGTH = 131_072;

    static final String DNS_LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";
    private static final String DNS_NAME = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final String AUTHORITY = "(" + DNS_NAME + "|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?";

    /// `name`, `name:port`, `1.2.3.4:5000`, `[::1]:5000`; lower case, no scheme.
    static final String HOST = "^" + AUTHORITY + "$";

    /// A host, or `*` for every other host.
    static final String MIRRORED_HOST = "^(\\*|" + AUTHORITY + ")$";

    /// A host without port.
    static final String HOST_NAME = "^(" + DNS_NAME + "|\\[[0-9a-f:.]+\\])$";

    /// Scheme, host and port of an HTTP server, and nothing else.
    static final String BASE_URL = "^https?://" + AUTHORITY + "/?$";

    static final String SECURE_OR_LOOPBACK_URL =
            "^(https://" + AUTHORITY + "|http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{1,5})?)/?$";

    static final String REPOSITORY = "^[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*$";

    /// A repository with `*` (within one path segment) and `**` (any number of them).
    static final String REPOSITORY_GLOB = "^[a-z0-9*?._/-]+$";

    /// As Go writes durations: `90s`, `15m`, `1h30m`. [io.fabric8.kubernetes.api.model.Duration#parse] reads each.
    static final String DURATION = "^([0-9]+(ms|s|m|h))+$";

    static final int DURATION_LENGTH = 32;

    /// An absolute number, or a percentage from 1% to 100%.
    static final String COUNT_OR_PERCENT = "^([1-9][0-9]?|100)%$";

    static final String DIGEST = "^sha256:[0-9a-f]{64}$";

    private Api() {}
}
