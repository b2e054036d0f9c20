package dev.roadstead.node.report;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.node.kube.KubeClient;
import java.time.Clock;
import java.util.Optional;

/// Writes this node's NodeState, only when it says something else than before.
public final class NodeStates {
    private static final String FIELD_MANAGER = "roadstead-node-agent";
    private final KubeClient client;
    private final String nodeName;
    private final Clock clock;

    public NodeStates(KubeClient client, String nodeName, Clock clock) {
        this.client = client;
        this.nodeName = nodeName;
        this.clock = clock;
    }

    private String path() {
        return "/apis/roadstead.dev/v1alpha1/nodestates/" + nodeName;
    }

    /// Throws [KubeException].
    public void report(NodeReport report, String nodeUid) {
        ObjectNode current = current(nodeUid);
        long generation = current.at("/metadata/generation").asLong(1);
        ObjectNode before = current.path("status") instanceof ObjectNode status ? status : null;
        ObjectNode status = NodeStateDocument.status(
                report, before == null ? MissingNode.getInstance() : before, generation, clock.instant());
        if (before == null || !NodeStateDocument.isSame(status, before)) {
            client.apply(path() + "/status", FIELD_MANAGER, NodeStateDocument.withStatus(nodeName, status));
        }
    }

    /// An object whose owner is an earlier Node of this name gets the new one: else it would be collected.
    private ObjectNode current(String nodeUid) {
        Optional<ObjectNode> found = client.get(path());
        return found.filter(object ->
                        object.at("/metadata/ownerReferences/0/uid").asText().equals(nodeUid))
                .orElseGet(() -> client.apply(path(), FIELD_MANAGER, NodeStateDocument.identity(nodeName, nodeUid)));
    }
}
