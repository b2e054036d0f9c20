package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.ControlLoop;
import dev.roadstead.sandbox.cluster.Events;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Gives each pod without a node the fitting one with the fewest pods of the same controller, and of these the one with
/// the fewest pods. A binding counts from the moment it is made, also while the view does not show it yet.
final class Scheduler implements Controller {

    private final ClusterView view;
    private final Clock clock;
    private final Events events;

    /// The node of each pod, by uid, that was bound here and that the view still shows without one.
    private final Map<String, String> assumed = new HashMap<>();

    Scheduler(ClusterView view, Clock clock) {
        this.view = view;
        this.clock = clock;
        this.events = new Events(view.cluster(), "default-scheduler", clock);
    }

    @Override
    public String name() {
        return "scheduler";
    }

    @Override
    public void watch(ControlLoop loop) {
        view.onChange(Resource.PODS, pod -> enqueueUnbound(loop, pod));
        view.onChange(Resource.NODES, _ -> view.all(Resource.PODS).forEach(pod -> enqueueUnbound(loop, pod)));
    }

    private static void enqueueUnbound(ControlLoop loop, ObjectNode pod) {
        if (pod.path("spec").path("nodeName").asText().isEmpty()) {
            loop.enqueue(Key.of(pod));
        }
    }

    @Override
    public Optional<Duration> reconcile(Key key) {
        ObjectNode pod = view.get(Resource.PODS, key).orElse(null);
        if (pod == null || !Pods.isActive(pod) || !boundTo(pod).isEmpty() || assumed.containsKey(Meta.uid(pod))) {
            return Optional.empty();
        }
        List<ObjectNode> pods = activePods();
        List<ObjectNode> siblings =
                pods.stream().filter(each -> isSibling(each, pod)).toList();
        Optional<String> node = view.all(Resource.NODES).stream()
                .filter(each -> !each.path("spec").path("unschedulable").asBoolean())
                .filter(each -> Placement.fits(pod.path("spec"), each))
                .map(Meta::name)
                .min(Comparator.<String>comparingLong(each -> on(each, siblings))
                        .thenComparingLong(each -> on(each, pods))
                        .thenComparing(Comparator.naturalOrder()));
        if (node.isPresent()) {
            view.cluster().bind(key, node.get());
            assumed.put(Meta.uid(pod), node.get());
            events.normal(pod, "Scheduled", "Successfully assigned " + key + " to " + node.get());
        } else {
            refuse(pod);
        }
        return Optional.empty();
    }

    private List<ObjectNode> activePods() {
        Collection<ObjectNode> pods = view.all(Resource.PODS);
        assumed.keySet()
                .retainAll(pods.stream()
                        .filter(pod -> boundTo(pod).isEmpty())
                        .map(Meta::uid)
                        .collect(Collectors.toSet()));
        return pods.stream().filter(Pods::isActive).toList();
    }

    private long on(String node, List<ObjectNode> pods) {
        return pods.stream()
                .map(pod -> assumed.getOrDefault(Meta.uid(pod), boundTo(pod)))
                .filter(node::equals)
                .count();
    }

    private static String boundTo(ObjectNode pod) {
        return pod.path("spec").path("nodeName").asText();
    }

    private static boolean isSibling(ObjectNode one, ObjectNode other) {
        return Meta.controller(one)
                .flatMap(owner ->
                        Meta.controller(other).filter(each -> each.path("uid").equals(owner.path("uid"))))
                .isPresent();
    }

    private void refuse(ObjectNode pod) {
        String message = "0/%d nodes are available: none has the labels and taints that the pod asks for"
                .formatted(view.all(Resource.NODES).size());
        ObjectNode status = pod.path("status") instanceof ObjectNode old ? old.deepCopy() : Json.object();
        if (status.path("phase").asText().isEmpty()) {
            status.put("phase", "Pending");
        }
        Conditions.put(
                status.putArray("conditions"),
                pod.path("status").path("conditions"),
                "PodScheduled",
                false,
                "Unschedulable",
                message,
                clock.instant());
        view.status(Resource.PODS, pod, status);
        events.warning(pod, "FailedScheduling", message);
    }
}
