package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.List;

/// What kubectl tells of a pod: its containers' states come before its phase.
final class PodColumns {

    static final List<Column> COLUMNS = List.of(
            Column.objectName(),
            Column.text("Ready", pod -> PodSummary.of(pod).ready()),
            Column.text("Status", pod -> PodSummary.of(pod).status()),
            new Column("Restarts", "string", "", 0, "Restarts", PodColumns::restarts),
            Column.age(),
            Column.text("IP", pod -> Cells.or(pod.at("/status/podIPs/0/ip"), Cells.NONE))
                    .wide(),
            Column.text("Node", pod -> Cells.or(pod.at("/spec/nodeName"), Cells.NONE))
                    .wide(),
            Column.text("Nominated Node", pod -> Cells.or(pod.at("/status/nominatedNodeName"), Cells.NONE))
                    .wide(),
            Column.text("Readiness Gates", PodColumns::readinessGates).wide());

    private PodColumns() {}

    private static JsonNode restarts(JsonNode pod, Instant now) {
        PodSummary summary = PodSummary.of(pod);
        boolean toldWhen = summary.restarts() > 0 && !summary.lastRestart().isEmpty();
        return TextNode.valueOf(
                summary.restarts() + (toldWhen ? " (" + Age.since(summary.lastRestart(), now) + " ago)" : ""));
    }

    private static String readinessGates(JsonNode pod) {
        JsonNode gates = pod.at("/spec/readinessGates");
        if (gates.isEmpty()) {
            return Cells.NONE;
        }
        int open = 0;
        for (JsonNode gate : gates) {
            open += PodSummary.hasCondition(pod, gate.path("conditionType").asText()) ? 1 : 0;
        }
        return open + "/" + gates.size();
    }
}
