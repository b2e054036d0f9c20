package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The columns of the built-in kinds that people look at, as Kubernetes prints them; the others show name and age.
final class BuiltinColumns {
    private static final String NONE = "<none>";

    private static final Map<String, List<Column>> BY_RESOURCE = Map.ofEntries(
            Map.entry(
                    "pods",
                    columns(
                            Column.text(
                                    "Ready",
                                    (pod, now) -> ready(pod) + "/"
                                            + pod.at("/spec/containers").size()),
                            Column.text("Status", (pod, now) -> podStatus(pod)),
                            Column.text("Restarts", (pod, now) -> String.valueOf(restarts(pod))),
                            Column.age(),
                            orNone("IP", ".status.podIP").wide(),
                            orNone("Node", ".spec.nodeName").wide())),
            Map.entry(
                    "services",
                    columns(
                            Column.path("Type", ".spec.type"),
                            orNone("Cluster-IP", ".spec.clusterIP"),
                            Column.text("External-IP", (service, now) -> NONE),
                            Column.text("Port(s)", (service, now) -> ports(service)),
                            Column.age(),
                            Column.text("Selector", (service, now) -> labels(service.at("/spec/selector")))
                                    .wide())),
            Map.entry(
                    "deployments",
                    columns(
                            Column.text("Ready", (set, now) -> readyOf(set, "readyReplicas")),
                            Column.count("Up-to-date", ".status.updatedReplicas"),
                            Column.count("Available", ".status.availableReplicas"),
                            Column.age())),
            Map.entry(
                    "replicasets",
                    columns(
                            Column.count("Desired", ".spec.replicas"),
                            Column.count("Current", ".status.replicas"),
                            Column.count("Ready", ".status.readyReplicas"),
                            Column.age())),
            Map.entry(
                    "statefulsets",
                    columns(Column.text("Ready", (set, now) -> readyOf(set, "readyReplicas")), Column.age())),
            Map.entry(
                    "daemonsets",
                    columns(
                            Column.count("Desired", ".status.desiredNumberScheduled"),
                            Column.count("Current", ".status.currentNumberScheduled"),
                            Column.count("Ready", ".status.numberReady"),
                            Column.count("Up-to-date", ".status.updatedNumberScheduled"),
                            Column.count("Available", ".status.numberAvailable"),
                            Column.text(
                                    "Node Selector", (set, now) -> labels(set.at("/spec/template/spec/nodeSelector"))),
                            Column.age())),
            Map.entry(
                    "nodes",
                    columns(
                            Column.text("Status", (node, now) -> nodeStatus(node)),
                            Column.text("Roles", (node, now) -> NONE),
                            Column.age(),
                            Column.path("Version", ".status.nodeInfo.kubeletVersion"),
                            Column.path("Container-Runtime", ".status.nodeInfo.containerRuntimeVersion")
                                    .wide())),
            Map.entry("namespaces", columns(Column.path("Status", ".status.phase"), Column.age())),
            Map.entry("configmaps", columns(Column.text("Data", (map, now) -> data(map)), Column.age())),
            Map.entry(
                    "secrets",
                    columns(
                            Column.path("Type", ".type"),
                            Column.text("Data", (secret, now) -> data(secret)),
                            Column.age())),
            Map.entry(
                    "persistentvolumeclaims",
                    columns(
                            Column.path("Status", ".status.phase"),
                            Column.path("Volume", ".spec.volumeName"),
                            Column.path("Capacity", ".status.capacity.storage"),
                            Column.text("Access Modes", (claim, now) -> accessModes(claim)),
                            Column.path("StorageClass", ".spec.storageClassName"),
                            Column.age())),
            Map.entry(
                    "poddisruptionbudgets",
                    columns(
                            orNotApplicable("Min Available", ".spec.minAvailable"),
                            orNotApplicable("Max Unavailable", ".spec.maxUnavailable"),
                            Column.count("Allowed Disruptions", ".status.disruptionsAllowed"),
                            Column.age())),
            Map.entry(
                    "networkpolicies",
                    columns(
                            Column.text(
                                    "Pod-Selector",
                                    (policy, now) -> labels(policy.at("/spec/podSelector/matchLabels"))),
                            Column.age())),
            Map.entry("leases", columns(Column.path("Holder", ".spec.holderIdentity"), Column.age())),
            Map.entry("serviceaccounts", columns(Column.text("Secrets", (account, now) -> "0"), Column.age())),
            Map.entry("customresourcedefinitions", columns(Column.path("Created At", ".metadata.creationTimestamp"))),
            Map.entry("events", events()));

    private BuiltinColumns() {}

    static List<Column> of(String plural) {
        return BY_RESOURCE.getOrDefault(plural, columns(Column.age()));
    }

    private static List<Column> columns(Column... afterName) {
        List<Column> columns = new ArrayList<>(List.of(Column.ofName()));
        columns.addAll(List.of(afterName));
        return List.copyOf(columns);
    }

    private static List<Column> events() {
        return List.of(
                Column.text("Last Seen", (event, now) -> Age.of(lastSeen(event), now)),
                Column.path("Type", ".type"),
                Column.path("Reason", ".reason"),
                Column.text("Object", (event, now) -> {
                    JsonNode about = event.has("regarding") ? event.path("regarding") : event.path("involvedObject");
                    return about.path("kind").asText().toLowerCase(java.util.Locale.ROOT) + "/"
                            + about.path("name").asText();
                }),
                Column.text(
                        "Message",
                        (event, now) ->
                                event.path("message").asText(event.path("note").asText())));
    }

    private static String lastSeen(JsonNode event) {
        for (String path :
                List.of("/series/lastObservedTime", "/lastTimestamp", "/eventTime", "/metadata/creationTimestamp")) {
            String time = event.at(path).asText();
            if (!time.isEmpty() && !time.equals("null")) {
                return time;
            }
        }
        return "";
    }

    private static Column orNone(String name, String path) {
        return or(name, path, NONE);
    }

    private static Column orNotApplicable(String name, String path) {
        return or(name, path, "N/A");
    }

    private static Column or(String name, String path, String absent) {
        return Column.text(name, (object, now) -> {
            List<JsonNode> found = JsonPath.find(object, path);
            return found.isEmpty() ? absent : found.getFirst().asText();
        });
    }

    private static long ready(JsonNode pod) {
        return JsonPath.find(pod, ".status.containerStatuses[*].ready").stream()
                .filter(JsonNode::asBoolean)
                .count();
    }

    private static long restarts(JsonNode pod) {
        return JsonPath.find(pod, ".status.containerStatuses[*].restartCount").stream()
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    private static String podStatus(JsonNode pod) {
        if (pod.path("metadata").hasNonNull("deletionTimestamp")) {
            return "Terminating";
        }
        for (String state : List.of("waiting", "terminated")) {
            List<JsonNode> reasons = JsonPath.find(pod, ".status.containerStatuses[*].state." + state + ".reason");
            if (!reasons.isEmpty()) {
                return reasons.getFirst().asText();
            }
        }
        return pod.at("/status/reason").asText(pod.at("/status/phase").asText("Unknown"));
    }

    private static String ports(JsonNode service) {
        List<String> ports = new ArrayList<>();
        for (JsonNode port : service.at("/spec/ports")) {
            String node =
                    port.hasNonNull("nodePort") ? ":" + port.path("nodePort").asText() : "";
            ports.add(port.path("port").asText() + node + "/"
                    + port.path("protocol").asText("TCP"));
        }
        return ports.isEmpty() ? NONE : String.join(",", ports);
    }

    private static String readyOf(JsonNode set, String field) {
        return set.path("status").path(field).asInt() + "/"
                + set.at("/spec/replicas").asInt(1);
    }

    private static String labels(JsonNode labels) {
        Map<String, String> sorted = new TreeMap<>();
        labels.properties()
                .forEach(label -> sorted.put(label.getKey(), label.getValue().asText()));
        return sorted.isEmpty()
                ? NONE
                : sorted.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
    }

    private static String nodeStatus(JsonNode node) {
        List<JsonNode> ready = JsonPath.find(node, ".status.conditions[?(@.type==\"Ready\")].status");
        String status = !ready.isEmpty() && ready.getFirst().asText().equals("True") ? "Ready" : "NotReady";
        return node.at("/spec/unschedulable").asBoolean() ? status + ",SchedulingDisabled" : status;
    }

    private static String data(JsonNode object) {
        return String.valueOf(
                object.path("data").size() + object.path("binaryData").size());
    }

    private static String accessModes(JsonNode claim) {
        List<String> modes = new ArrayList<>();
        for (JsonNode mode : claim.at("/spec/accessModes")) {
            modes.add(
                    switch (mode.asText()) {
                        case "ReadWriteOnce" -> "RWO";
                        case "ReadOnlyMany" -> "ROX";
                        case "ReadWriteMany" -> "RWX";
                        case "ReadWriteOncePod" -> "RWOP";
                        default -> mode.asText();
                    });
        }
        return String.join(",", modes);
    }
}
