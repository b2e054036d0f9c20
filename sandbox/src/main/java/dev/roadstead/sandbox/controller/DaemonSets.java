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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// DaemonSet to one pod on every node that fits.
final class DaemonSets implements Controller {

    private final ClusterView view;
    private final Clock clock;
    private final Revisions revisions;

    DaemonSets(ClusterView view, Clock clock) {
        this.view = view;
        this.clock = clock;
        this.revisions = new Revisions(view);
    }

    @Override
    public String name() {
        return "daemonset";
    }

    @Override
    public void watch(ControlLoop loop) {
        view.onChange(Resource.DAEMON_SETS, object -> loop.enqueue(Key.of(object)));
        view.onChange(Resource.PODS, pod -> Owned.enqueue(loop, pod, "DaemonSet"));
        view.onChange(Resource.NODES, _ -> view.all(Resource.DAEMON_SETS).forEach(set -> loop.enqueue(Key.of(set))));
    }

    @Override
    public Optional<Duration> reconcile(Key key) {
        ObjectNode set = view.get(Resource.DAEMON_SETS, key).orElse(null);
        if (set == null || Meta.isDeleting(set)) {
            return Optional.empty();
        }
        String name = Meta.name(revisions.ensure(set));
        String hash = name.substring(name.lastIndexOf('-') + 1);
        List<ObjectNode> nodes = view.all(Resource.NODES).stream()
                .filter(node -> Placement.fits(set.path("spec").path("template").path("spec"), node))
                .sorted(Comparator.comparing(Meta::name))
                .toList();
        place(set, nodes, hash);
        update(set, nodes.size(), hash);
        Instant now = clock.instant();
        List<ObjectNode> pods = view.controlledBy(Resource.PODS, set);
        view.status(Resource.DAEMON_SETS, set, status(set, nodes, pods, hash, now));
        revisions.drop(set, Set.of(name));
        return Pods.untilAvailable(pods, minReady(set), now);
    }

    private void place(ObjectNode set, List<ObjectNode> nodes, String hash) {
        List<ObjectNode> pods = view.controlledBy(Resource.PODS, set);
        List<String> names = nodes.stream().map(Meta::name).toList();
        List<String> taken = new ArrayList<>();
        for (ObjectNode pod : pods) {
            String node = node(pod);
            boolean surplus =
                    !names.contains(node) || Pods.isFinished(pod) || (Pods.isActive(pod) && taken.contains(node));
            if (surplus && !Meta.isDeleting(pod)) {
                view.delete(Resource.PODS, pod);
            }
            // One that is going still holds its node, as the node's ports and files are its own until then.
            taken.add(node);
        }
        for (String node : names) {
            if (!taken.contains(node)) {
                ObjectNode pod = Pods.fromTemplate(set.path("spec").path("template"), set);
                ObjectNode metadata = Json.child(pod, "metadata");
                metadata.put("generateName", Meta.name(set) + "-");
                Json.child(metadata, "labels").put(Revisions.HASH, hash);
                Json.child(metadata, "labels").put("pod-template-generation", String.valueOf(Meta.generation(set)));
                Json.child(pod, "spec").put("nodeName", node);
                view.create(Resource.PODS, pod);
            }
        }
    }

    private void update(ObjectNode set, int nodes, String hash) {
        if (set.path("spec").path("updateStrategy").path("type").asText().equals("OnDelete")) {
            return;
        }
        Rollout rollout = Rollout.of(set.path("spec").path("updateStrategy").path("rollingUpdate"), nodes, "0", "1");
        List<ObjectNode> pods = view.controlledBy(Resource.PODS, set);
        Instant now = clock.instant();
        List<ObjectNode> old = pods.stream()
                .filter(pod ->
                        Pods.isActive(pod) && !Meta.label(pod, Revisions.HASH).equals(hash))
                .toList();
        old.stream()
                .filter(pod -> !Pods.isAvailable(pod, minReady(set), now))
                .forEach(pod -> view.delete(Resource.PODS, pod));
        long available = pods.stream()
                .filter(pod -> Pods.isAvailable(pod, minReady(set), now))
                .count();
        old.stream()
                .filter(pod -> Pods.isAvailable(pod, minReady(set), now))
                .limit(Math.max(0, rollout.unavailable() - (nodes - available)))
                .forEach(pod -> view.delete(Resource.PODS, pod));
    }

    private static ObjectNode status(
            ObjectNode set, List<ObjectNode> nodes, List<ObjectNode> pods, String hash, Instant now) {
        List<String> names = nodes.stream().map(Meta::name).toList();
        List<ObjectNode> active = pods.stream().filter(Pods::isActive).toList();
        List<ObjectNode> placed =
                active.stream().filter(pod -> names.contains(node(pod))).toList();
        int ready = (int) placed.stream().filter(Pods::isReady).count();
        int available = (int) placed.stream()
                .filter(pod -> Pods.isAvailable(pod, minReady(set), now))
                .count();
        int updated = (int) placed.stream()
                .filter(pod -> Meta.label(pod, Revisions.HASH).equals(hash))
                .count();
        ObjectNode status = Json.object();
        status.put("currentNumberScheduled", placed.size());
        status.put("numberMisscheduled", active.size() - placed.size());
        status.put("desiredNumberScheduled", names.size());
        status.put("numberReady", ready);
        status.put("observedGeneration", Meta.generation(set));
        ReplicaSets.putPositive(status, "updatedNumberScheduled", updated);
        ReplicaSets.putPositive(status, "numberAvailable", available);
        ReplicaSets.putPositive(status, "numberUnavailable", names.size() - available);
        return status;
    }

    private static String node(JsonNode pod) {
        return pod.path("spec").path("nodeName").asText();
    }

    private static int minReady(JsonNode set) {
        return set.path("spec").path("minReadySeconds").asInt(0);
    }
}
