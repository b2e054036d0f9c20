package dev.roadstead.e2e.operator;

import dev.roadstead.crd.NodeMirrorStatus;
import dev.roadstead.crd.NodeState;
import dev.roadstead.crd.NodeStateSpec;
import dev.roadstead.crd.NodeStateStatus;
import dev.roadstead.crd.NodeStateStatus.State;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A node where no agent runs: the test says what its agent would say, as the same field manager and in the same two
/// writes.
final class PlayedAgent {
    private static final String FIELD_MANAGER = "roadstead-node-agent";

    /// Meets no conflict with the controllers that write to a Node at the same time.
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final KubernetesClient client;
    private final String node;
    private final Map<String, NodeStateStatus.MirrorState> mirrors = new TreeMap<>();

    private PlayedAgent(KubernetesClient client, String node) {
        this.client = client;
        this.node = node;
    }

    /// Registers the node, too.
    static PlayedAgent join(KubernetesClient client, String name, Map<String, String> labels) {
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build())
                .create();
        return new PlayedAgent(client, name);
    }

    String node() {
        return node;
    }

    /// The node goes for ever; its NodeState goes with it, as its owner is gone.
    void leave() {
        client.nodes().withName(node).delete();
    }

    /// What the kubelet says of the node.
    void setReady(boolean ready) {
        client.nodes().withName(node).subresource("status").patch(MERGE, """
                {"status": {"conditions": [{"type": "Ready", "status": "%s"}]}}""".formatted(ready ? "True" : "Unknown"));
    }

    void label(String key, @Nullable String value) {
        client.nodes().withName(node).patch(MERGE, """
                {"metadata": {"labels": {"%s": %s}}}""".formatted(key, value == null ? null : '"' + value + '"'));
    }

    void says(String mirror, NodeMirrorStatus.Plan plan, State state) {
        says(mirror, plan, state, null);
    }

    void says(String mirror, NodeMirrorStatus.Plan plan, State state, @Nullable String message) {
        List<String> hosts = plan.mirrors().stream()
                .map(NodeMirrorStatus.PlannedMirror::host)
                .toList();
        mirrors.put(
                mirror,
                new NodeStateStatus.MirrorState(
                        mirror, plan.generation(), plan.hash(), state, hosts, List.of(), message, null));
        report();
    }

    /// Has taken the files of a NodeMirror away.
    void forgets(String mirror) {
        mirrors.remove(mirror);
        report();
    }

    private void report() {
        Node owner = client.nodes().withName(node).get();
        NodeState identity = skeleton();
        identity.getMetadata()
                .setOwnerReferences(List.of(new io.fabric8.kubernetes.api.model.OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Node")
                        .withName(node)
                        .withUid(owner.getMetadata().getUid())
                        .build()));
        identity.setSpec(new NodeStateSpec(node));
        client.resource(identity).patch(apply());
        NodeState status = skeleton();
        status.setStatus(new NodeStateStatus(1L, "test", null, List.copyOf(mirrors.values()), List.of()));
        client.resource(status).subresource("status").patch(apply());
    }

    private static PatchContext apply() {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(FIELD_MANAGER)
                .withForce(true)
                .build();
    }

    private NodeState skeleton() {
        NodeState state = new NodeState();
        state.setMetadata(new ObjectMetaBuilder().withName(node).build());
        return state;
    }
}
