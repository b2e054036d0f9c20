package dev.roadstead.operator.nodemirror;

import dev.roadstead.config.MirrorPlan;
import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.NodeMirrorSpec;
import dev.roadstead.crd.NodeMirrorStatus;
import dev.roadstead.operator.condition.Conditions;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.condition.ReconcileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The status of a NodeMirror: pure functions.
final class NodeMirrorStatuses {
    static final String NODES_CONFIGURED = "NodesConfigured";
    static final String PULL_VERIFIED = "PullVerified";
    static final String PROGRESSING = "Progressing";

    private NodeMirrorStatuses() {}

    static void judge(NodeMirror mirror, Census census, Optional<ReconcileException> problem, Conditions conditions) {
        List<String> ignored = ignored(mirror.getSpec());
        if (!ignored.isEmpty()) {
            conditions.no(
                    Conditions.SPEC_HONOURED,
                    Reason.PartlyHonoured,
                    "not acted on by this version: " + String.join(", ", ignored));
        }
        NodeMirrorStatus.Nodes nodes = census.nodes();
        int total = orZero(nodes.total());
        int proven = orZero(nodes.proven());
        int applied = orZero(nodes.applied());
        int failing = orZero(nodes.failed()) + orZero(nodes.unsupported());
        facts(total, proven, applied, failing, conditions);
        if (problem.isPresent()) {
            Reason reason = problem.get().reason();
            String message = String.valueOf(problem.get().getMessage());
            if (reason == Reason.RegistryNotReady) {
                conditions.reconciling(reason, message);
            } else {
                conditions.stalled(reason, message);
            }
        } else if (total == 0) {
            conditions
                    .ready("no node is selected: spec.nodeSelector matches none")
                    .drop(PROGRESSING);
        } else if (proven == total) {
            conditions.ready("pulls go through the mirror on all " + total + " nodes");
        } else if (failing > 0) {
            conditions.stalled(
                    Reason.NodesFailed,
                    failing + " of " + total + " nodes fail; the first: "
                            + census.worst().getFirst().node() + ": "
                            + census.worst().getFirst().message());
        } else {
            String message = proven + " of " + total + " nodes are proven; the first that is not: "
                    + census.worst().getFirst().node() + ": "
                    + census.worst().getFirst().message();
            conditions.yes(PROGRESSING, Reason.NodesPending, message).reconciling(Reason.NodesPending, message);
        }
    }

    private static void facts(int total, int proven, int applied, int failing, Conditions conditions) {
        if (total == 0) {
            conditions.yes(NODES_CONFIGURED, Reason.NoNodes, "no node is selected");
            conditions.unknown(PULL_VERIFIED, Reason.NoNodes, "no node is selected");
            return;
        }
        if (proven + applied == total) {
            conditions.yes(NODES_CONFIGURED, Reason.AllNodesConfigured, "every selected node has the files");
        } else {
            conditions.no(
                    NODES_CONFIGURED,
                    failing > 0 ? Reason.NodesFailed : Reason.NodesPending,
                    (proven + applied) + " of " + total + " nodes have the files; see status.worst");
        }
        if (proven == total) {
            conditions.yes(PULL_VERIFIED, Reason.AllNodesProven, "every selected node proved a pull");
        } else {
            conditions.no(
                    PULL_VERIFIED,
                    failing > 0 ? Reason.NodesFailed : Reason.NodesPending,
                    proven + " of " + total + " nodes proved a pull; see status.worst");
        }
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    /// Fields that are set and not acted on by this version.
    static List<String> ignored(NodeMirrorSpec spec) {
        List<String> fields = new ArrayList<>();
        NodeMirrorSpec.Rollout rollout = spec.rollout();
        if (rollout != null) {
            if (rollout.canaries() != null) {
                fields.add("spec.rollout.canaries");
            }
            if (!rollout.waves().isEmpty()) {
                fields.add("spec.rollout.waves");
            }
            if (rollout.maxUnproven() != null) {
                fields.add("spec.rollout.maxUnproven");
            }
            if (rollout.soak() != null) {
                fields.add("spec.rollout.soak");
            }
        }
        if (spec.runtimeRestart() == NodeMirrorSpec.RuntimeRestart.WhenNeeded) {
            fields.add("spec.runtimeRestart");
        }
        if (spec.trust().stream().anyMatch(trust -> Boolean.TRUE.equals(trust.systemTrustStore()))) {
            fields.add("spec.trust[].systemTrustStore");
        }
        return fields;
    }

    static NodeMirrorStatus.Plan plan(MirrorPlan plan) {
        return new NodeMirrorStatus.Plan(
                plan.generation(),
                plan.hash(),
                plan.mirrors().stream().map(NodeMirrorStatuses::mirror).toList(),
                plan.trust().stream()
                        .map(trust -> new NodeMirrorStatus.PlannedTrust(trust.host(), trust.caPem()))
                        .toList(),
                NodeMirrorSpec.ForeignFiles.valueOf(plan.foreignFiles().name()));
    }

    private static NodeMirrorStatus.PlannedMirror mirror(MirrorPlan.Mirror mirror) {
        return new NodeMirrorStatus.PlannedMirror(
                mirror.host(),
                mirror.endpoints().stream()
                        .map(endpoint -> new NodeMirrorStatus.PlannedEndpoint(
                                endpoint.url(), endpoint.capabilities(), endpoint.caPem()))
                        .toList(),
                NodeMirrorSpec.Fallback.valueOf(mirror.fallback().name()));
    }
}
