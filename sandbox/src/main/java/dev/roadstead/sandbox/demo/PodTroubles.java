package dev.roadstead.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Cluster;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.util.ArrayList;
import java.util.List;

/// Says in a line what the pods of a namespace are waiting for.
final class PodTroubles {

    private final Cluster cluster;

    PodTroubles(Cluster cluster) {
        this.cluster = cluster;
    }

    String of(String namespace) {
        List<String> troubles = new ArrayList<>();
        for (ObjectNode pod : cluster.list(Resource.PODS, namespace).items()) {
            for (JsonNode container : pod.path("status").path("containerStatuses")) {
                if (!container.path("ready").asBoolean()) {
                    troubles.add("pod " + Meta.name(pod) + " " + state(container));
                }
            }
            if (pod.path("status").path("containerStatuses").isEmpty()) {
                troubles.add("pod " + Meta.name(pod) + " is not started yet");
            }
        }
        return troubles.isEmpty() ? "its pods are well" : String.join(", ", troubles);
    }

    private static String state(JsonNode container) {
        JsonNode waiting = container.path("state").path("waiting");
        String last =
                container.path("lastState").path("terminated").path("message").asText();
        if (!waiting.isMissingNode()) {
            return waiting.path("reason").asText() + ": "
                    + (last.isEmpty() ? waiting.path("message").asText() : last);
        }
        return Json.textMap(container.path("state")).isEmpty() ? "has no state" : "runs, not ready yet";
    }
}
