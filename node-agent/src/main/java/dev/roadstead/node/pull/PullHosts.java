package dev.roadstead.node.pull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The servers for one host in the order in which they are asked.
///
/// @param file what they come from; absent without configuration
/// @param ignored why containerd ignores that file
public record PullHosts(
        List<PullHost> hosts,
        @Nullable String file,
        @Nullable String ignored) {
    public PullHosts {
        hosts = List.copyOf(hosts);
    }
}
