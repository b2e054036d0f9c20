package dev.roadstead.node.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.node.files.FilesReport;
import dev.roadstead.node.proof.Proof;
import dev.roadstead.node.runtime.RuntimeState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The JSON of a NodeState, as the CRD has it. Pure.
final class NodeStateDocument {
    private static final String API_VERSION = "roadstead.dev/v1alpha1";
    private static final int MAX_TEXT = 4000;

    private NodeStateDocument() {}

    /// Name, owner and spec. The owner is the Node: with it goes its state.
    static ObjectNode identity(String nodeName, String nodeUid) {
        ObjectNode document = skeleton(nodeName);
        document.withObject("/metadata")
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "v1")
                .put("kind", "Node")
                .put("name", nodeName)
                .put("uid", nodeUid);
        document.putObject("spec").put("nodeName", nodeName);
        return document;
    }

    static ObjectNode withStatus(String nodeName, ObjectNode status) {
        ObjectNode document = skeleton(nodeName);
        document.set("status", status);
        return document;
    }

    private static ObjectNode skeleton(String nodeName) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("apiVersion", API_VERSION).put("kind", "NodeState");
        document.putObject("metadata").put("name", nodeName);
        return document;
    }

    /// @param previous status whose transition times are kept where a condition did not change
    static ObjectNode status(NodeReport report, JsonNode previous, long generation, Instant now) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("observedGeneration", generation);
        status.put("agentVersion", report.agentVersion());
        runtime(status.putObject("runtime"), report.runtime());
        ArrayNode mirrors = status.putArray("mirrors");
        report.mirrors().forEach(mirror -> mirror(mirrors.addObject(), mirror));
        ArrayNode conditions = status.putArray("conditions");
        for (Condition condition : Condition.of(report)) {
            conditions
                    .addObject()
                    .put("type", condition.type())
                    .put("status", condition.status())
                    .put("reason", condition.reason())
                    .put("message", shortened(condition.message()))
                    .put("observedGeneration", generation)
                    .put("lastTransitionTime", transition(condition, previous, now));
        }
        return status;
    }

    /// A number that was read may be of another type than the same that is to be written.
    static boolean isSame(ObjectNode one, ObjectNode other) {
        return one.equals(
                (a, b) ->
                        a.equals(b) || (a.isIntegralNumber() && b.isIntegralNumber() && a.longValue() == b.longValue())
                                ? 0
                                : 1,
                other);
    }

    private static String transition(Condition condition, JsonNode previous, Instant now) {
        for (JsonNode old : previous.path("conditions")) {
            if (old.path("type").asText().equals(condition.type())
                    && old.path("status").asText().equals(condition.status())) {
                return old.path("lastTransitionTime").asText();
            }
        }
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void runtime(ObjectNode node, RuntimeState runtime) {
        node.put("name", runtime.name());
        put(node, "version", runtime.version());
        node.put("configPath", runtime.configPath());
        node.put("verdict", runtime.verdict().name());
        put(node, "fix", runtime.fix());
    }

    private static void mirror(ObjectNode node, MirrorReport mirror) {
        node.put("name", mirror.name());
        node.put("generation", mirror.generation());
        node.put("hash", mirror.hash());
        node.put("state", mirror.state().name());
        ArrayNode hosts = node.putArray("hosts");
        mirror.hosts().forEach(hosts::add);
        if (!mirror.conflicts().isEmpty()) {
            ArrayNode conflicts = node.putArray("conflicts");
            for (FilesReport.Conflict conflict : mirror.conflicts()) {
                conflicts.addObject().put("host", conflict.host()).put("message", shortened(conflict.message()));
            }
        }
        put(node, "message", mirror.message());
        Proof proof = mirror.proof();
        if (proof != null) {
            ObjectNode evidence =
                    node.putObject("proof").put("method", proof.method().name());
            put(evidence, "endpoint", proof.endpoint().isEmpty() ? null : proof.endpoint());
            evidence.put("evidence", shortened(proof.evidence()))
                    .put("durationMillis", proof.durationMillis())
                    .put("time", proof.time().truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    private static void put(ObjectNode node, String key, @Nullable String value) {
        if (value != null) {
            node.put(key, shortened(value));
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
