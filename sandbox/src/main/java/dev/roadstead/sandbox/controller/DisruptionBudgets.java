package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.ControlLoop;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The status of PodDisruptionBudgets: how many pods may go now.
final class DisruptionBudgets implements Controller {

    private final ClusterView view;
    private final Clock clock;

    DisruptionBudgets(ClusterView view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "disruption-budget";
    }

    @Override
    public void watch(ControlLoop loop) {
        view.onChange(Resource.DISRUPTION_BUDGETS, object -> loop.enqueue(Key.of(object)));
        view.onChange(
                Resource.PODS,
                pod -> view.in(Resource.DISRUPTION_BUDGETS, Meta.namespace(pod))
                        .forEach(object -> loop.enqueue(Key.of(object))));
    }

    @Override
    public Optional<Duration> reconcile(Key key) {
        ObjectNode budget = view.get(Resource.DISRUPTION_BUDGETS, key).orElse(null);
        if (budget == null) {
            return Optional.empty();
        }
        JsonNode spec = budget.path("spec");
        Selector selector = Selector.of(spec.path("selector"));
        List<ObjectNode> pods = view.in(Resource.PODS, key.namespace()).stream()
                .filter(pod -> selector.matches(pod) && Pods.isActive(pod))
                .toList();
        int expected = expected(key.namespace(), pods);
        int healthy = (int) pods.stream().filter(Pods::isReady).count();
        int desired = spec.has("maxUnavailable")
                ? expected - Rollout.amount(spec.path("maxUnavailable"), "0", expected, true)
                : Rollout.amount(spec.path("minAvailable"), "1", expected, true);
        desired = Math.max(0, desired);
        int allowed = pods.isEmpty() ? 0 : Math.max(0, healthy - desired);
        ObjectNode status = Json.object();
        Conditions.put(
                        status.putArray("conditions"),
                        budget.path("status").path("conditions"),
                        "DisruptionAllowed",
                        allowed > 0,
                        allowed > 0 ? "SufficientPods" : "InsufficientPods",
                        "",
                        clock.instant())
                .put("observedGeneration", Meta.generation(budget));
        status.put("currentHealthy", healthy)
                .put("desiredHealthy", desired)
                .put("disruptionsAllowed", allowed)
                .put("expectedPods", expected)
                .put("observedGeneration", Meta.generation(budget));
        view.status(Resource.DISRUPTION_BUDGETS, budget, status);
        return Optional.empty();
    }

    /// What the pods' controllers want, or the pods themselves where they have none.
    private int expected(String namespace, List<ObjectNode> pods) {
        int single = (int)
                pods.stream().filter(pod -> Meta.controller(pod).isEmpty()).count();
        return single
                + pods.stream()
                        .flatMap(pod -> Meta.controller(pod).stream())
                        .distinct()
                        .mapToInt(owner -> replicas(namespace, owner, pods))
                        .sum();
    }

    private int replicas(String namespace, JsonNode owner, List<ObjectNode> pods) {
        Key key = new Key(namespace, owner.path("name").asText());
        Optional<ObjectNode> scaled = switch (owner.path("kind").asText()) {
            case "ReplicaSet" -> view.get(Resource.REPLICA_SETS, key);
            case "StatefulSet" -> view.get(Resource.STATEFUL_SETS, key);
            default -> Optional.empty();
        };
        return scaled.map(Deployments::replicas).orElseGet(() -> (int) pods.stream()
                .filter(pod -> Meta.controller(pod).filter(owner::equals).isPresent())
                .count());
    }
}
