package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.roadstead.sandbox.store.ObjectStore;
import dev.roadstead.sandbox.store.Snapshot;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Defaults of a Service, its cluster address (127.96.0.0/16) and node ports (30000-32767).
final class ServiceDefaults {

    private static final int FIRST_NODE_PORT = 30_000;
    private static final int NODE_PORTS = 2768;

    private final ObjectStore store;

    ServiceDefaults(ObjectStore store) {
        this.store = store;
    }

    void complete(ObjectNode service, @Nullable ObjectNode live) {
        Fill spec = Fill.in(service, "spec");
        spec.text("type", "ClusterIP").text("sessionAffinity", "None");
        String type = spec.textOf("type");
        for (Fill port : spec.each("ports")) {
            port.text("protocol", "TCP");
            port.value("targetPort", port.node().path("port"));
        }
        if (type.equals("ExternalName")) {
            return;
        }
        spec.text("internalTrafficPolicy", "Cluster").text("ipFamilyPolicy", "SingleStack");
        spec.value("ipFamilies", spec.node().arrayNode().add("IPv4"));
        boolean nodePorts = type.equals("NodePort") || type.equals("LoadBalancer");
        if (nodePorts) {
            spec.text("externalTrafficPolicy", "Cluster");
        } else if (live != null && live.path("spec").has("externalTrafficPolicy")) {
            spec.node().remove("externalTrafficPolicy"); // of the type that it was
        }
        if (type.equals("LoadBalancer")) {
            spec.value("allocateLoadBalancerNodePorts", BooleanNode.TRUE);
        }
        clusterIp(spec, live);
        if (nodePorts) {
            for (Fill port : spec.each("ports")) {
                port.value("nodePort", IntNode.valueOf(nodePort(port, live)));
            }
        }
        Fill.in(service, "status").object("loadBalancer");
    }

    private void clusterIp(Fill spec, @Nullable ObjectNode live) {
        if (spec.textOf("clusterIP").isEmpty()) {
            String before =
                    live == null ? "" : live.path("spec").path("clusterIP").asText("");
            spec.node().put("clusterIP", before.isEmpty() ? freeAddress() : before);
        }
        spec.node().putArray("clusterIPs").add(TextNode.valueOf(spec.textOf("clusterIP")));
    }

    private String freeAddress() {
        Set<String> taken = new HashSet<>();
        for (Snapshot.Item item : store.list("/services", "").items()) {
            taken.add(item.object().path("spec").path("clusterIP").asText(""));
        }
        return draw(256 * 254, index -> "127.96." + index / 254 + "." + (index % 254 + 1), taken);
    }

    private int nodePort(Fill port, @Nullable ObjectNode live) {
        Set<String> taken = new HashSet<>();
        for (Snapshot.Item item : store.list("/services", "").items()) {
            item.object()
                    .path("spec")
                    .path("ports")
                    .forEach(each -> taken.add(each.path("nodePort").asText("")));
        }
        if (live != null) {
            for (var before : live.path("spec").path("ports")) {
                if (before.path("port").asInt() == port.node().path("port").asInt() && before.has("nodePort")) {
                    return before.path("nodePort").asInt();
                }
            }
        }
        return Integer.parseInt(draw(NODE_PORTS, index -> Integer.toString(FIRST_NODE_PORT + index), taken));
    }

    /// Something that is free, at random so that sandboxes side by side seldom meet.
    private static String draw(int size, IntFunction<String> name, Set<String> taken) {
        int start = ThreadLocalRandom.current().nextInt(size);
        for (int i = 0; i < size; i++) {
            String candidate = name.apply((start + i) % size);
            if (!taken.contains(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("the sandbox has no free address or port left for Services");
    }
}
