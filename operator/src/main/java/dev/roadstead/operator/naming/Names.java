package dev.roadstead.operator.naming;

/// Names of the objects that belong to one Registry.
public record Names(String namespace, String registry) {
    public static final String CA_SECRET = "roadstead-ca";
    public static final String LEASE = "roadstead-operator";

    public static final String CONTAINER = "registry";
    public static final String DATA_VOLUME = "data";
    public static final String CONFIG_KEY = "registry.yaml";
    public static final String CA_KEY = "ca.crt";
    public static final String CERTIFICATE_KEY = "tls.crt";
    public static final String PRIVATE_KEY_KEY = "tls.key";

    public static final int REGISTRY_PORT = 5000;
    public static final int ADMIN_PORT = 5001;
    public static final int TELEMETRY_PORT = 9090;

    public String statefulSet() {
        return registry;
    }

    public String service() {
        return registry;
    }

    public String headlessService() {
        return registry + "-headless";
    }

    public String serviceAccount() {
        return registry;
    }

    public String servingCertificate() {
        return registry + "-tls";
    }

    public String adminCertificate() {
        return registry + "-admin-tls";
    }

    public String config() {
        return registry + "-config";
    }

    public String account() {
        return registry + "-admin";
    }

    public String caConfigMap() {
        return registry + "-ca";
    }

    public String disruptionBudget() {
        return registry;
    }

    public String networkPolicy() {
        return registry;
    }

    /// The volume of the pod with this ordinal.
    public String volumeClaim(int ordinal) {
        return DATA_VOLUME + "-" + registry + "-" + ordinal;
    }

    /// The URI name of the registry's admin certificate (docs/decisions/0002).
    public String identity() {
        return "spiffe://roadstead.dev/registry/" + namespace + "/" + registry;
    }

    /// The URI name of the operator's client certificate.
    public static String operatorIdentity() {
        return "spiffe://roadstead.dev/operator";
    }
}
