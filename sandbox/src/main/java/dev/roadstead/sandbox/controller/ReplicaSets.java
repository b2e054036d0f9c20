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
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// ReplicaSet to pods.
final class ReplicaSets implements Controller {

    private final ClusterView view;
    private final Clock clock;

    ReplicaSets(ClusterView view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "replicaset";
    }

    @Override
    public void watch(ControlLoop loop) {
        view.onChange(Resource.REPLICA_SETS, object -> loop.enqueue(Key.of(object)));
        view.onChange(Resource.PODS, pod -> Owned.enqueue(loop, pod, "ReplicaSet"));
    }

    @Override
    public Optional<Duration> reconcile(Key key) {
        ObjectNode set = view.get(Resource.REPLICA_SETS, key).orElse(null);
        if (set == null) {
            return Optional.empty();
        }
        List<ObjectNode> pods = view.controlledBy(Resource.PODS, set).stream()
                .filter(Pods::isActive)
                .toList();
        if (!Meta.isDeleting(set)) {
            scale(set, pods);
        }
        pods = view.controlledBy(Resource.PODS, set).stream()
                .filter(Pods::isActive)
                .toList();
        Instant now = clock.instant();
        view.status(Resource.REPLICA_SETS, set, status(set, pods, now));
        return Pods.untilAvailable(pods, minReady(set), now);
    }

    private void scale(ObjectNode set, List<ObjectNode> pods) {
        int wanted = set.path("spec").path("replicas").asInt(1);
        for (int missing = wanted - pods.size(); missing > 0; missing--) {
            ObjectNode pod = Pods.fromTemplate(set.path("spec").path("template"), set);
            Json.child(pod, "metadata").put("generateName", Meta.name(set) + "-");
            view.create(Resource.PODS, pod);
        }
        pods.stream()
                .sorted(Comparator.comparing((ObjectNode pod) ->
                                !pod.path("spec").path("nodeName").asText().isEmpty())
                        .thenComparing(Pods::isReady)
                        .thenComparing(Comparator.comparing((ObjectNode pod) -> Meta.created(pod))
                                .reversed()))
                .limit(Math.max(0, pods.size() - wanted))
                .forEach(pod -> view.delete(Resource.PODS, pod));
    }

    private static ObjectNode status(ObjectNode set, List<ObjectNode> pods, Instant now) {
        JsonNode labels = set.path("spec").path("template").path("metadata").path("labels");
        Selector template = Selector.ofMap(labels);
        ObjectNode status = Json.object();
        status.put("replicas", pods.size());
        putPositive(
                status,
                "fullyLabeledReplicas",
                pods.stream().filter(template::matches).count());
        putPositive(status, "readyReplicas", pods.stream().filter(Pods::isReady).count());
        putPositive(
                status,
                "availableReplicas",
                pods.stream()
                        .filter(pod -> Pods.isAvailable(pod, minReady(set), now))
                        .count());
        status.put("observedGeneration", Meta.generation(set));
        return status;
    }

    static void putPositive(ObjectNode status, String field, long count) {
        if (count > 0) {
            status.put(field, (int) count);
        }
    }

    private static int minReady(JsonNode set) {
        return set.path("spec").path("minReadySeconds").asInt(0);
    }
}
