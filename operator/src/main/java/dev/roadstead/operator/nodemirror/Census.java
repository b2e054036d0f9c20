package dev.roadstead.operator.nodemirror;

import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.NodeMirrorStatus;
import dev.roadstead.crd.NodeState;
import dev.roadstead.crd.NodeStateStatus;
import io.fabric8.kubernetes.api.model.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the nodes say of one NodeMirror: a pure count.
record Census(NodeMirrorStatus.Nodes nodes, List<NodeMirrorStatus.NodeProblem> worst) {
    private static final int WORST = 10;

    private enum Verdict {
        Proven,
        Applied,
        Applying,
        Failed,
        Unsupported,
        Unreachable
    }

    private record Judged(String node, Verdict verdict, String message) {}

    /// @param hash of the plan that the nodes are asked to have
    static Census of(NodeMirror mirror, String hash, List<Node> nodes, List<NodeState> states) {
        Map<String, NodeState> byNode = states.stream()
                .collect(Collectors.toMap(
                        state -> state.getMetadata().getName(), Function.identity(), (first, second) -> first));
        List<Judged> judged = new ArrayList<>();
        for (Node node : nodes) {
            if (isSelected(mirror, node)) {
                String name = node.getMetadata().getName();
                judged.add(judge(
                        node,
                        Optional.ofNullable(byNode.get(name)),
                        mirror.getMetadata().getName(),
                        hash));
            }
        }
        return new Census(count(judged), worst(judged));
    }

    private static boolean isSelected(NodeMirror mirror, Node node) {
        var selector = mirror.getSpec().nodeSelector();
        Map<String, String> labels =
                Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of());
        return selector == null
                || selector.matchLabels().entrySet().stream()
                        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
    }

    private static Judged judge(Node node, Optional<NodeState> state, String mirror, String hash) {
        String name = node.getMetadata().getName();
        Optional<NodeStateStatus> status = state.map(NodeState::getStatus);
        Optional<NodeStateStatus.MirrorState> applied = status.stream()
                .flatMap(s -> s.mirrors().stream())
                .filter(entry -> entry.name().equals(mirror))
                .findFirst();
        boolean current = applied.map(entry -> hash.equals(entry.hash())).orElse(false);
        if (applied.isPresent() && hasFailed(applied.get(), hash)) {
            Verdict verdict = isUnsupported(status) ? Verdict.Unsupported : Verdict.Failed;
            return new Judged(name, verdict, message(applied.get(), status));
        }
        if (current && applied.get().state() == NodeStateStatus.State.Proven) {
            return new Judged(name, Verdict.Proven, "");
        }
        if (!isReady(node)) {
            return new Judged(name, Verdict.Unreachable, "the node is not Ready");
        }
        if (current) {
            Verdict verdict = isUnsupported(status) ? Verdict.Unsupported : Verdict.Applied;
            return new Judged(name, verdict, message(applied.get(), status));
        }
        return new Judged(
                name,
                Verdict.Applying,
                state.isPresent()
                        ? "the agent has not reported this plan yet"
                        : "no agent reports from this node: see the pods of DaemonSet roadstead-node-agent");
    }

    /// A failure tells of the plan that it names; an agent that cannot read a plan names none.
    private static boolean hasFailed(NodeStateStatus.MirrorState applied, String hash) {
        String about = applied.hash() == null ? "" : applied.hash();
        return applied.state() == NodeStateStatus.State.Failed && (about.isEmpty() || about.equals(hash));
    }

    private static boolean isUnsupported(Optional<NodeStateStatus> status) {
        return status.map(NodeStateStatus::runtime)
                .map(NodeStateStatus.ContainerRuntime::verdict)
                .map(verdict -> verdict == NodeStateStatus.Verdict.Unsupported
                        || verdict == NodeStateStatus.Verdict.NeedsRestart)
                .orElse(false);
    }

    private static String message(NodeStateStatus.MirrorState applied, Optional<NodeStateStatus> status) {
        String own = Optional.ofNullable(applied.message()).orElse("");
        String fix = status.map(NodeStateStatus::runtime)
                .map(NodeStateStatus.ContainerRuntime::fix)
                .orElse("");
        return own.isEmpty() ? fix : own;
    }

    private static boolean isReady(Node node) {
        return node.getStatus() == null
                || node.getStatus().getConditions() == null
                || node.getStatus().getConditions().stream()
                        .noneMatch(condition -> condition.getType().equals("Ready")
                                && !condition.getStatus().equals("True"));
    }

    private static NodeMirrorStatus.Nodes count(List<Judged> judged) {
        Function<Verdict, Integer> of = verdict ->
                (int) judged.stream().filter(node -> node.verdict() == verdict).count();
        return new NodeMirrorStatus.Nodes(
                judged.size(),
                of.apply(Verdict.Proven),
                of.apply(Verdict.Applied),
                of.apply(Verdict.Applying),
                of.apply(Verdict.Failed),
                of.apply(Verdict.Unsupported),
                of.apply(Verdict.Unreachable));
    }

    private static List<NodeMirrorStatus.NodeProblem> worst(List<Judged> judged) {
        return judged.stream()
                .filter(node -> node.verdict() != Verdict.Proven)
                .sorted(Comparator.comparingInt(Census::urgency).thenComparing(Judged::node))
                .limit(WORST)
                .map(node -> new NodeMirrorStatus.NodeProblem(
                        node.node(), node.verdict().name(), node.message()))
                .toList();
    }

    private static int urgency(Judged node) {
        return switch (node.verdict()) {
            case Failed -> 0;
            case Unsupported -> 1;
            case Unreachable -> 2;
            case Applied -> 3;
            case Applying -> 4;
            case Proven -> 5;
        };
    }
}
