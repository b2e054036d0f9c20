package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import java.util.List;
import java.util.Map;

/// Counters that a status always has, from the moment the object is made: a typed server writes their zeros.
final class InitialStatus {

    private static final Map<String, List<String>> COUNTERS = Map.of(
            "apps/deployments", List.of(),
            "apps/replicasets", List.of("replicas"),
            "apps/statefulsets", List.of("replicas", "availableReplicas"),
            "apps/daemonsets",
                    List.of("currentNumberScheduled", "desiredNumberScheduled", "numberMisscheduled", "numberReady"),
            "policy/poddisruptionbudgets",
                    List.of("currentHealthy", "desiredHealthy", "disruptionsAllowed", "expectedPods"));

    private InitialStatus() {}

    static void fill(Kind kind, ObjectNode object) {
        List<String> counters = COUNTERS.get(kind.resource());
        if (counters != null) {
            Fill status = Fill.in(object, "status");
            counters.forEach(counter -> status.number(counter, 0));
        }
    }
}
