package dev.roadstead.sandbox.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Cluster;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Registers sandbox nodes as Node objects. They have no lease and no heartbeat: they live in this process.
public final class NodeObjects {

    private final Cluster cluster;
    private final Clock clock;

    public NodeObjects(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /// Nodes of an earlier start that are not among these are removed.
    ///
    /// @param runtimes containerd version by node name, for those that have one
    public void register(List<SandboxNode> nodes, Map<String, String> runtimes) {
        List<String> names = nodes.stream().map(SandboxNode::name).toList();
        for (ObjectNode node : cluster.list(Resource.NODES, "").items()) {
            if (!names.contains(Meta.name(node))) {
                cluster.delete(Resource.NODES, Key.of(node), Meta.uid(node), -1);
            }
        }
        for (SandboxNode node : nodes) {
            Key key = new Key("", node.name());
            Optional<ObjectNode> present = cluster.get(Resource.NODES, key);
            ObjectNode live = present.isPresent() ? present.get() : cluster.create(Resource.NODES, object(node));
            ObjectNode status = status(node, Optional.ofNullable(runtimes.get(node.name())), live);
            if (!live.path("status").equals(Json.parse(status.toString()))) {
                cluster.replaceStatus(Resource.NODES, live.deepCopy().set("status", status));
            }
        }
    }

    private static ObjectNode object(SandboxNode node) {
        ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", Resource.NODES.kind());
        object.putObject("metadata")
                .put("name", node.name())
                .putObject("labels")
                .put("kubernetes.io/hostname", node.name())
                .put("kubernetes.io/os", "linux")
                .put("kubernetes.io/arch", architecture());
        object.putObject("spec");
        return object;
    }

    private ObjectNode status(SandboxNode node, Optional<String> runtime, ObjectNode live) {
        ObjectNode status = Json.object();
        String since = Json.objects(live.path("status").path("conditions")).stream()
                .map(condition -> condition.path("lastTransitionTime").asText())
                .findFirst()
                .orElse(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        status.putArray("addresses")
                .add(Json.object().put("type", "InternalIP").put("address", node.address()))
                .add(Json.object().put("type", "Hostname").put("address", node.name()));
        for (String field : List.of("capacity", "allocatable")) {
            status.putObject(field)
                    .put("cpu", String.valueOf(Runtime.getRuntime().availableProcessors()))
                    .put("memory", "8Gi")
                    .put("pods", "110");
        }
        status.putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True")
                .put("reason", "SandboxNode")
                .put("message", "the node is a folder: " + node.root())
                .put("lastHeartbeatTime", since)
                .put("lastTransitionTime", since);
        status.putObject("nodeInfo")
                .put("architecture", architecture())
                .put("operatingSystem", "linux")
                .put("osImage", "Roadstead sandbox")
                .put("kernelVersion", System.getProperty("os.version"))
                .put("kubeletVersion", "v1.36.0+sandbox")
                .put("kubeProxyVersion", "")
                .put(
                        "containerRuntimeVersion",
                        runtime.map(version -> "containerd://" + version).orElse("process://sandbox"))
                .put("machineID", node.name())
                .put("systemUUID", node.name())
                .put("bootID", node.name());
        return status;
    }

    static String architecture() {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (arch) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> arch;
        };
    }
}
