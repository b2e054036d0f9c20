package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Meta;
import java.util.List;
import java.util.Map;

/// Which nodes a pod may go to: `nodeSelector`, required node affinity and taints are honoured; resources are not
/// counted.
final class Placement {

    private Placement() {}

    static boolean fits(JsonNode podSpec, ObjectNode node) {
        Map<String, String> labels = Meta.labels(node);
        Map<String, String> wanted = Json.textMap(podSpec.path("nodeSelector"));
        return !Meta.isDeleting(node)
                && labels.entrySet().containsAll(wanted.entrySet())
                && fitsAffinity(podSpec, labels)
                && tolerates(podSpec, node);
    }

    private static boolean fitsAffinity(JsonNode podSpec, Map<String, String> labels) {
        List<ObjectNode> terms = Json.objects(podSpec.path("affinity")
                .path("nodeAffinity")
                .path("requiredDuringSchedulingIgnoredDuringExecution")
                .path("nodeSelectorTerms"));
        return terms.isEmpty()
                || terms.stream()
                        .anyMatch(term -> Json.objects(term.path("matchExpressions")).stream()
                                .allMatch(each -> new Selector.Requirement(
                                                each.path("key").asText(),
                                                each.path("operator").asText(),
                                                Json.texts(each.path("values")))
                                        .matches(labels)));
    }

    private static boolean tolerates(JsonNode podSpec, ObjectNode node) {
        for (JsonNode taint : node.path("spec").path("taints")) {
            boolean hard = !taint.path("effect").asText().equals("PreferNoSchedule");
            if (hard && Json.objects(podSpec.path("tolerations")).stream().noneMatch(each -> matches(each, taint))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(JsonNode toleration, JsonNode taint) {
        String key = toleration.path("key").asText();
        String effect = toleration.path("effect").asText();
        boolean exists = toleration.path("operator").asText("Equal").equals("Exists");
        return (effect.isEmpty() || effect.equals(taint.path("effect").asText()))
                && (key.isEmpty() ? exists : key.equals(taint.path("key").asText()))
                && (exists
                        || toleration
                                .path("value")
                                .asText()
                                .equals(taint.path("value").asText()));
    }
}
