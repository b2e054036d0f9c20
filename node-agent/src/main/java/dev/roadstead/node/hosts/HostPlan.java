package dev.roadstead.node.hosts;

import dev.roadstead.config.MirrorPlan.Fallback;
import dev.roadstead.config.MirrorPlan.ForeignFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one folder of `certs.d` is to say.
///
/// @param mirror name of the NodeMirror that asks for it
/// @param endpoints empty for a host that is trusted, but not mirrored
/// @param trust whom to trust at the host itself
public record HostPlan(
        HostName host,
        String mirror,
        long generation,
        ForeignFiles foreignFiles,
        Fallback fallback,
        List<MirrorEndpoint> endpoints,
        @Nullable CaBundle trust) {
    public HostPlan {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty() && trust == null) {
            throw new IllegalArgumentException("a host is mirrored, trusted, or both");
        }
    }

    /// The `[host]` tables: containerd up to 1.7.10 needs at least one, so a host that is only trusted is its own.
    public List<MirrorEndpoint> tables() {
        return endpoints.isEmpty()
                ? List.of(new MirrorEndpoint(host.upstream(), List.of("pull", "resolve"), trust))
                : endpoints;
    }

    /// True when nothing but the endpoints may be asked.
    public boolean isAirGapped() {
        return fallback == Fallback.None && !endpoints.isEmpty();
    }

    /// The `server` line; absent where containerd's own choice is the right one.
    public @Nullable String server() {
        if (isAirGapped()) {
            return endpoints.getFirst().url();
        }
        boolean left = host.isAny() || (host.isLoopback() && trust == null);
        return left ? null : host.upstream();
    }

    public @Nullable CaBundle serverCa() {
        return isAirGapped() ? endpoints.getFirst().ca() : trust;
    }

    /// The CA files that the tables name, by file name.
    public Map<String, CaBundle> caFiles() {
        List<CaBundle> bundles = new ArrayList<>();
        CaBundle serverCa = serverCa();
        if (serverCa != null) {
            bundles.add(serverCa);
        }
        for (MirrorEndpoint table : tables()) {
            if (table.ca() != null) {
                bundles.add(table.ca());
            }
        }
        return CaBundle.byFileName(bundles);
    }
}
