package dev.roadstead.node.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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

    /// What of a NodeMirror concerns a node. The rest of its status counts nodes: it changes with every report of every
    /// node, and must not wake the others.
    static ObjectNode view(ObjectNode mirror) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = view.putObject("metadata");
        for (String key : List.of("name", "creationTimestamp", "deletionTimestamp")) {
            if (mirror.path("metadata").has(key)) {
                metadata.set(key, mirror.path("metadata").path(key));
            }
        }
        copy(mirror, view, "spec", "nodeSelector");
        copy(mirror, view, "status", "plan");
        return view;
    }

    private static void copy(ObjectNode from, ObjectNode to, String part, String key) {
        if (from.path(part).has(key)) {
            to.putObject(part).set(key, from.path(part).path(key));
        }
    }

    private static String text(JsonNode mirror, String pointer) {
        return mirror.at(pointer).asText();
    }
}
