package dev.roadstead.operator.config;

import dev.roadstead.crd.ExposeSpec;
import dev.roadstead.crd.Registry;
import java.util.Optional;

/// How a Registry is called and reached.
///
/// @param host what clients call it, `host` or `host:port`
/// @param scheme `https`, or `http` where TLS is disabled
/// @param servicePort port of its Service
public record RegistryAddress(String host, String scheme, int servicePort) {
    private static final int DEFAULT_PORT = 5000;

    public static RegistryAddress of(Registry registry) {
        var spec = registry.getSpec();
        int port = Optional.ofNullable(spec.expose())
                .map(ExposeSpec::service)
                .map(ExposeSpec.ServiceSpec::port)
                .orElse(DEFAULT_PORT);
        String name = registry.getMetadata().getName();
        String host =
                spec.host() == null ? name + "." + registry.getMetadata().getNamespace() + ".svc:" + port : spec.host();
        boolean plain = spec.tls() != null && spec.tls().disabled() != null;
        return new RegistryAddress(host, plain ? "http" : "https", port);
    }

    public String url() {
        return scheme + "://" + host;
    }

    /// Where nodes reach it, which do not resolve the names of Services.
    public String nodeUrl(String clusterIp) {
        String address = clusterIp.indexOf(':') >= 0 ? "[" + clusterIp + "]" : clusterIp;
        return scheme + "://" + address + ":" + servicePort;
    }

    public boolean isPlain() {
        return scheme.equals("http");
    }

    /// The host without its port.
    public String hostName() {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
