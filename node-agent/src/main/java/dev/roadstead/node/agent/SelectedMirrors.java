package dev.roadstead.node.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.config.InvalidConfigException;
import dev.roadstead.config.MirrorPlan;
import dev.roadstead.config.MirrorPlans;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The NodeMirrors that are this node's to apply, the oldest first: it keeps a host that a younger one claims, too.
///
/// @param plans by name
/// @param unreadable sentences by name, of plans that this version of the agent does not understand
record SelectedMirrors(Map<String, MirrorPlan> plans, Map<String, String> unreadable) {

    static SelectedMirrors of(List<ObjectNode> mirrors, Map<String, String> labels) {
        Map<String, MirrorPlan> plans = new LinkedHashMap<>();
        Map<String, String> unreadable = new LinkedHashMap<>();
        mirrors.stream()
                .filter(mirror -> mirror.at("/metadata/deletionTimestamp").isMissingNode())
                .filter(mirror -> mirror.at("/status/plan").isObject())
                .filter(mirror -> NodeSelector.selects(mirror.at("/spec/nodeSelector"), labels))
                .sorted(Comparator.comparing((JsonNode mirror) -> text(mirror, "/metadata/creationTimestamp"))
                        .thenComparing(mirror -> text(mirror, "/metadata/name")))
                .forEach(mirror -> {
                    String name = text(mirror, "/metadata/name");
                    try {
                        plans.put(name, MirrorPlans.read(mirror.at("/status/plan")));
                    } catch (InvalidConfigException | NullPointerException e) {
                        unreadable.put(
                                name,
                                "status.plan cannot be read (" + e.getMessage()
                                        + "): give operator and agent the same version");
                    }
                });
        return new SelectedMirrors(plans, unreadable);
    }

    private static String text(JsonNode mirror, String pointer) {
        return mirror.at(pointer).asText();
    }
}
