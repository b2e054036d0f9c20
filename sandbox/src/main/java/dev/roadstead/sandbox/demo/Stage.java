package dev.roadstead.sandbox.demo;

import dev.roadstead.sandbox.cluster.Cluster;
import dev.roadstead.sandbox.node.SandboxNode;
import java.nio.file.Path;
import java.util.List;

/// The running sandbox, as far as the demonstration uses it.
///
/// @param agent the beginning of the agent's command line
/// @param quickstart the folder of the example that is applied
/// @param logs folder that a failure points to
/// @param containerd whether nodes have a containerd
public record Stage(
        Cluster cluster, List<SandboxNode> nodes, List<String> agent, Path quickstart, Path logs, boolean containerd) {
    public Stage {
        nodes = List.copyOf(nodes);
        agent = List.copyOf(agent);
    }
}
