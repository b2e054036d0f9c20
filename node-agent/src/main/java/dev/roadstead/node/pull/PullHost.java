package dev.roadstead.node.pull;

import dev.roadstead.node.hosts.HostName;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One server to ask.
///
/// @param base without the final slash; the API's `/v2` follows unless `overridesPath`
/// @param ca files to trust besides the system's
/// @param notes what containerd would do for it and this client does not
public record PullHost(
        String base,
        List<String> capabilities,
        List<CaFile> ca,
        Map<String, List<String>> header,
        boolean overridesPath,
        Duration dialTimeout,
        List<String> notes) {
    public PullHost {
        capabilities = List.copyOf(capabilities);
        ca = List.copyOf(ca);
        header = Map.copyOf(header);
        notes = List.copyOf(notes);
    }

    /// @param content PEM
    public record CaFile(String name, String content) {}

    public boolean can(String capability) {
        return capabilities.contains(capability);
    }

    /// The query that tells a mirror whose image is meant; empty when the host is the image's own.
    String namespace(HostName host) {
        return isUpstreamOf(host) ? "" : "?ns=" + host.text();
    }

    boolean isUpstreamOf(HostName host) {
        String authority = base.substring(base.indexOf("://") + 3);
        return authority.equals(host.text())
                || (host.text().equals("docker.io") && authority.equals("registry-1.docker.io"));
    }

    String root() {
        return overridesPath ? base : base + "/v2";
    }
}
