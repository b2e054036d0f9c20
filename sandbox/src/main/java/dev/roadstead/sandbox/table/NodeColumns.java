package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What kubectl tells of nodes.
final class NodeColumns {

    private static final String ROLE_PREFIX = "node-role.kubernetes.io/";
    private static final String INFO = "/status/nodeInfo/";
    private static final String UNKNOWN = "<unknown>";

    static final List<Column> COLUMNS = List.of(
            Column.objectName(),
            Column.text("Status", NodeColumns::status),
            Column.text("Roles", NodeColumns::roles),
            Column.age(),
            Column.field("Version", INFO + "kubeletVersion"),
            Column.text("Internal-IP", node -> address(node, "InternalIP")).wide(),
            Column.text("External-IP", node -> address(node, "ExternalIP")).wide(),
            Column.text("OS-Image", node -> Cells.or(node.at(INFO + "osImage"), UNKNOWN))
                    .wide(),
            Column.text("Kernel-Version", NodeColumns::kernel).wide(),
            Column.text("Container-Runtime", node -> Cells.or(node.at(INFO + "containerRuntimeVersion"), UNKNOWN))
                    .wide());

    private NodeColumns() {}

    private static String status(JsonNode node) {
        String status = "Unknown";
        for (JsonNode condition : node.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                status = condition.path("status").asText().equals("True") ? "Ready" : "NotReady";
            }
        }
        return status + (node.at("/spec/unschedulable").asBoolean() ? ",SchedulingDisabled" : "");
    }

    private static String roles(JsonNode node) {
        Set<String> roles = new TreeSet<>();
        node.at("/metadata/labels").properties().forEach(label -> {
            if (label.getKey().startsWith(ROLE_PREFIX)) {
                roles.add(label.getKey().substring(ROLE_PREFIX.length()));
            } else if (label.getKey().equals("kubernetes.io/role")) {
                roles.add(label.getValue().asText());
            }
        });
        roles.remove("");
        return roles.isEmpty() ? Cells.NONE : String.join(",", roles);
    }

    private static String address(JsonNode node, String type) {
        for (JsonNode address : node.at("/status/addresses")) {
            if (address.path("type").asText().equals(type)) {
                return address.path("address").asText();
            }
        }
        return Cells.NONE;
    }

    private static String kernel(JsonNode node) {
        String architecture = node.at(INFO + "architecture").asText("");
        return Cells.or(node.at(INFO + "kernelVersion"), UNKNOWN)
                + (architecture.isEmpty() ? "" : " (" + architecture + ")");
    }
}
