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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// StatefulSet to pods with stable names and claims: up in order, down and updated from the highest ordinal.
final class StatefulSets implements Controller {

    private final ClusterView view;
    private final Clock clock;
    private final Revisions revisions;
    private final StatefulClaims claims;

    StatefulSets(ClusterView view, Clock clock) {
        this.view = view;
        this.clock = clock;
        this.revisions = new Revisions(view);
        this.claims = new StatefulClaims(view);
    }

    @Override
    public String name() {
        return "statefulset";
    }

    @Override
    public void watch(ControlLoop loop) {
        view.onChange(Resource.STATEFUL_SETS, object -> loop.enqueue(Key.of(object)));
        view.onChange(Resource.PODS, pod -> Owned.enqueue(loop, pod, "StatefulSet"));
    }

    @Override
    public Optional<Duration> reconcile(Key key) {
        ObjectNode set = view.get(Resource.STATEFUL_SETS, key).orElse(null);
        if (set == null || Meta.isDeleting(set)) {
            return Optional.empty();
        }
        String update = Meta.name(revisions.ensure(set));
        String current = set.path("status").path("currentRevision").asText(update);
        claims.own(set);
        move(set, current, update);
        Map<Integer, ObjectNode> pods = pods(set);
        Instant now = clock.instant();
        ObjectNode status = status(set, pods, current, update, now);
        view.status(Resource.STATEFUL_SETS, set, status);
        revisions.drop(
                set,
                new HashSet<>(List.of(update, status.path("currentRevision").asText())));
        return Pods.untilAvailable(pods.values(), minReady(set), now);
    }

    private void move(ObjectNode set, String current, String update) {
        boolean ordered = !set.path("spec").path("podManagementPolicy").asText().equals("Parallel");
        Map<Integer, ObjectNode> pods = pods(set);
        int start = start(set);
        int end = start + Deployments.replicas(set);
        for (int ordinal = start; ordinal < end; ordinal++) {
            ObjectNode pod = pods.get(ordinal);
            if (pod == null) {
                create(set, ordinal, ordinal >= start + partition(set) ? update : current);
            } else if (Pods.isFinished(pod) && !Meta.isDeleting(pod)) {
                view.delete(Resource.PODS, pod);
            }
            if (ordered && (pod == null || !isHealthy(set, pod))) {
                return;
            }
        }
        for (int ordinal : List.copyOf(pods.keySet()).reversed()) {
            if (ordinal < start || ordinal >= end) {
                ObjectNode pod = pods.get(ordinal);
                if (pod != null && !Meta.isDeleting(pod)) {
                    view.delete(Resource.PODS, pod);
                }
                if (ordered) {
                    return;
                }
            }
        }
        update(set, pods, update, end);
    }

    /// One pod at a time, and only while all above it are well.
    private void update(ObjectNode set, Map<Integer, ObjectNode> pods, String update, int end) {
        if (set.path("spec").path("updateStrategy").path("type").asText().equals("OnDelete")) {
            return;
        }
        for (int ordinal = end - 1; ordinal >= start(set) + partition(set); ordinal--) {
            ObjectNode pod = pods.get(ordinal);
            if (pod == null) {
                return;
            }
            if (!Meta.label(pod, Revisions.HASH).equals(update) && !Meta.isDeleting(pod)) {
                view.delete(Resource.PODS, pod);
                return;
            }
            if (!isHealthy(set, pod)) {
                return;
            }
        }
    }

    private void create(ObjectNode set, int ordinal, String revision) {
        JsonNode template = revisions
                .template(set, revision)
                .orElseGet(() -> set.path("spec").path("template"));
        ObjectNode pod = Pods.fromTemplate(template, set);
        String name = Meta.name(set) + "-" + ordinal;
        ObjectNode metadata = Json.child(pod, "metadata");
        metadata.put("name", name);
        ObjectNode labels = Json.child(metadata, "labels");
        labels.put(Revisions.HASH, revision);
        labels.put("statefulset.kubernetes.io/pod-name", name);
        labels.put("apps.kubernetes.io/pod-index", String.valueOf(ordinal));
        ObjectNode spec = Json.child(pod, "spec");
        spec.put("hostname", name);
        spec.put("subdomain", set.path("spec").path("serviceName").asText());
        claims.ensure(set, ordinal, spec);
        view.create(Resource.PODS, pod);
    }

    private Map<Integer, ObjectNode> pods(ObjectNode set) {
        Map<Integer, ObjectNode> pods = new TreeMap<>();
        for (ObjectNode pod : view.controlledBy(Resource.PODS, set)) {
            String name = Meta.name(pod);
            pods.put(Integer.parseInt(name.substring(name.lastIndexOf('-') + 1)), pod);
        }
        return pods;
    }

    private ObjectNode status(
            ObjectNode set, Map<Integer, ObjectNode> pods, String current, String update, Instant now) {
        List<ObjectNode> present =
                pods.values().stream().filter(pod -> !Meta.isDeleting(pod)).toList();
        long updated = present.stream().filter(pod -> hash(pod).equals(update)).count();
        long ready = present.stream().filter(Pods::isReady).count();
        int wanted = Deployments.replicas(set);
        boolean complete = updated == wanted && pods.size() == wanted && ready == wanted && partition(set) == 0;
        String settled = complete ? update : current;
        ObjectNode status = Json.object();
        status.put("observedGeneration", Meta.generation(set));
        status.put("replicas", pods.size());
        ReplicaSets.putPositive(status, "readyReplicas", ready);
        status.put("availableReplicas", (int) present.stream()
                .filter(pod -> Pods.isAvailable(pod, minReady(set), now))
                .count());
        ReplicaSets.putPositive(
                status,
                "currentReplicas",
                present.stream().filter(pod -> hash(pod).equals(settled)).count());
        ReplicaSets.putPositive(status, "updatedReplicas", updated);
        status.put("currentRevision", settled);
        status.put("updateRevision", update);
        status.put("collisionCount", 0);
        return status;
    }

    private boolean isHealthy(ObjectNode set, ObjectNode pod) {
        return Pods.isAvailable(pod, minReady(set), clock.instant());
    }

    private static String hash(JsonNode pod) {
        return Meta.label(pod, Revisions.HASH);
    }

    private static int start(JsonNode set) {
        return set.path("spec").path("ordinals").path("start").asInt(0);
    }

    private static int partition(JsonNode set) {
        return set.path("spec")
                .path("updateStrategy")
                .path("rollingUpdate")
                .path("partition")
                .asInt(0);
    }

    private static int minReady(JsonNode set) {
        return set.path("spec").path("minReadySeconds").asInt(0);
    }
}
