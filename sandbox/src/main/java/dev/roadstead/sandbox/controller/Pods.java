package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Meta;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Facts about pods, and pods made from templates.
final class Pods {

    private Pods() {}

    /// Neither finished nor being deleted.
    static boolean isActive(JsonNode pod) {
        return !isFinished(pod) && !Meta.isDeleting(pod);
    }

    static boolean isFinished(JsonNode pod) {
        String phase = pod.path("status").path("phase").asText();
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    static boolean isReady(JsonNode pod) {
        return readySince(pod).isPresent() && !Meta.isDeleting(pod);
    }

    static boolean isAvailable(JsonNode pod, int minReadySeconds, Instant now) {
        return isReady(pod)
                && readySince(pod)
                        .filter(since -> !since.plusSeconds(minReadySeconds).isAfter(now))
                        .isPresent();
    }

    /// How long until a ready pod counts as available; empty when time alone changes nothing.
    static Optional<Duration> untilAvailable(Iterable<ObjectNode> pods, int minReadySeconds, Instant now) {
        Optional<Duration> soonest = Optional.empty();
        for (ObjectNode pod : pods) {
            if (isReady(pod) && !isAvailable(pod, minReadySeconds, now)) {
                Duration left =
                        Duration.between(now, readySince(pod).orElse(now).plusSeconds(minReadySeconds));
                if (soonest.isEmpty() || left.compareTo(soonest.get()) < 0) {
                    soonest = Optional.of(left);
                }
            }
        }
        return soonest.map(left -> left.plusMillis(10));
    }

    private static Optional<Instant> readySince(JsonNode pod) {
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")
                    && condition.path("status").asText().equals("True")) {
                return Optional.of(
                        Instant.parse(condition.path("lastTransitionTime").asText("1970-01-01T00:00:00Z")));
            }
        }
        return Optional.empty();
    }

    /// A pod of the owner's, as its template says, without a name.
    static ObjectNode fromTemplate(JsonNode template, ObjectNode owner) {
        ObjectNode pod = Json.object();
        ObjectNode metadata = pod.putObject("metadata");
        JsonNode wanted = template.path("metadata");
        for (String field : new String[] {"labels", "annotations", "finalizers"}) {
            if (wanted.has(field)) {
                metadata.set(field, wanted.get(field).deepCopy());
            }
        }
        metadata.put("namespace", Meta.namespace(owner));
        metadata.putArray("ownerReferences").add(Meta.ownerReference(owner));
        pod.set("spec", template.path("spec").deepCopy());
        return pod;
    }
}
