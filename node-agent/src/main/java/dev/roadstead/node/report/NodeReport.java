package dev.roadstead.node.report;

import dev.roadstead.node.runtime.RuntimeState;
import java.util.List;

/// All that a node has to say.
public record NodeReport(String agentVersion, RuntimeState runtime, List<MirrorReport> mirrors) {
    public NodeReport {
        mirrors = List.copyOf(mirrors);
    }
}
