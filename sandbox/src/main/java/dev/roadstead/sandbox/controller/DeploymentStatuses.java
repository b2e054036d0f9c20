package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Meta;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Deployment's status, as `kubectl rollout status` and `kubectl wait` read it.
final class DeploymentStatuses {

    private static final int NEVER = Integer.MAX_VALUE;

    private final Clock clock;

    DeploymentStatuses(Clock clock) {
        this.clock = clock;
    }

    JsonNode status(ObjectNode deployment, List<ObjectNode> sets, @Nullable ObjectNode current) {
        JsonNode before = deployment.path("status");
        int replicas = sum(sets, "replicas");
        int ready = sum(sets, "readyReplicas");
        int available = sum(sets, "availableReplicas");
        int updated = current == null ? 0 : sum(List.of(current), "replicas");
        ObjectNode status = Json.object();
        status.put("observedGeneration", Meta.generation(deployment));
        ReplicaSets.putPositive(status, "replicas", replicas);
        ReplicaSets.putPositive(status, "updatedReplicas", updated);
        ReplicaSets.putPositive(status, "readyReplicas", ready);
        ReplicaSets.putPositive(status, "availableReplicas", available);
        int wanted = Deployments.replicas(deployment);
        int unavailable =
                Math.max(0, sets.stream().mapToInt(Deployments::replicas).sum() - available);
        ReplicaSets.putPositive(status, "unavailableReplicas", unavailable);
        if (before.has("collisionCount")) {
            status.set("collisionCount", before.get("collisionCount"));
        }
        ArrayNode conditions = status.putArray("conditions");
        Instant now = clock.instant();
        int minimum = wanted
                - Rollout.of(deployment.path("spec").path("strategy").path("rollingUpdate"), wanted, "25%", "25%")
                        .unavailable();
        boolean enough = available >= minimum;
        JsonNode old = before.path("conditions");
        touch(
                Conditions.put(
                        conditions,
                        old,
                        "Available",
                        enough,
                        enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                        enough
                                ? "Deployment has minimum availability."
                                : "Deployment does not have minimum availability.",
                        now),
                old,
                now,
                false);
        boolean complete = updated == wanted && replicas == wanted && available == wanted;
        progress(deployment, current, conditions, complete, !counts(status).equals(counts(before)), now);
        return status;
    }

    private static void progress(
            ObjectNode deployment,
            @Nullable ObjectNode current,
            ArrayNode conditions,
            boolean complete,
            boolean moved,
            Instant now) {
        JsonNode old = deployment.path("status").path("conditions");
        String set = current == null ? Meta.name(deployment) : Meta.name(current);
        String reason;
        String message;
        boolean isTrue = true;
        if (complete) {
            reason = "NewReplicaSetAvailable";
            message = "ReplicaSet \"" + set + "\" has successfully progressed.";
        } else if (deployment.path("spec").path("paused").asBoolean()) {
            reason = "DeploymentPaused";
            message = "Deployment is paused";
        } else if (!moved && isOverdue(deployment, now)) {
            isTrue = false;
            reason = "ProgressDeadlineExceeded";
            message = "ReplicaSet \"" + set + "\" has timed out progressing.";
        } else {
            reason = "ReplicaSetUpdated";
            message = "ReplicaSet \"" + set + "\" is progressing.";
        }
        touch(
                Conditions.put(conditions, old, "Progressing", isTrue, reason, message, now),
                old,
                now,
                moved && !complete);
    }

    /// Sets `lastUpdateTime`: now when the condition is new, says something else, or `again`.
    private static void touch(ObjectNode condition, JsonNode before, Instant now, boolean again) {
        String time = Conditions.find(before, condition.path("type").asText())
                .filter(old -> !again
                        && old.path("status").equals(condition.path("status"))
                        && old.path("reason").equals(condition.path("reason"))
                        && old.path("message").equals(condition.path("message")))
                .map(old -> old.path("lastUpdateTime").asText())
                .orElse(Conditions.time(now));
        condition.put("lastUpdateTime", time);
    }

    private static boolean isOverdue(JsonNode deployment, Instant now) {
        return Conditions.find(deployment.path("status").path("conditions"), "Progressing")
                .filter(condition -> !condition.path("reason").asText().equals("NewReplicaSetAvailable"))
                .filter(condition -> {
                    boolean already = condition.path("status").asText().equals("False");
                    return already || !deadline(deployment, condition).isAfter(now);
                })
                .isPresent();
    }

    private static Instant deadline(JsonNode deployment, JsonNode condition) {
        int seconds = deployment.path("spec").path("progressDeadlineSeconds").asInt(600);
        return seconds == NEVER
                ? Instant.MAX
                : Instant.parse(condition.path("lastUpdateTime").asText()).plusSeconds(seconds);
    }

    /// When to look again because the deadline for progress may have passed.
    Optional<Duration> untilDeadline(JsonNode deployment, JsonNode status) {
        return Conditions.find(status.path("conditions"), "Progressing")
                .filter(condition -> condition.path("reason").asText().equals("ReplicaSetUpdated"))
                .map(condition -> deadline(deployment, condition))
                .filter(deadline -> !deadline.equals(Instant.MAX))
                .map(deadline -> Duration.between(clock.instant(), deadline)
                        .plusMillis(100)
                        .abs());
    }

    private static JsonNode counts(JsonNode status) {
        ObjectNode counts = Json.object();
        for (String field : new String[] {"replicas", "updatedReplicas", "readyReplicas", "availableReplicas"}) {
            counts.put(field, status.path(field).asInt());
        }
        return counts;
    }

    private static int sum(List<ObjectNode> sets, String field) {
        return sets.stream()
                .mapToInt(set -> set.path("status").path(field).asInt())
                .sum();
    }
}
