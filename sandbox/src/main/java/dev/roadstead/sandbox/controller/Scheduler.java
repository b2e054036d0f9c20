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
import java.util.Comparator;
import java.util.Optional;

/// Gives each pod without a node the fitting one with the fewest pods.
final class Scheduler implements Controller {

    private final ClusterView view;
    private final Clock clock;
    private final Events events;

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
        if (pod == null
                || !Pods.isActive(pod)
                || !pod.path("spec").path("nodeName").asText().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> node = view.all(Resource.NODES).stream()
                .filter(each -> !each.path("spec").path("unschedulable").asBoolean())
                .filter(each -> Placement.fits(pod.path("spec"), each))
                .map(Meta::name)
                .min(Comparator.comparingLong(this::pods).thenComparing(Comparator.naturalOrder()));
        if (node.isPresent()) {
            view.cluster().bind(key, node.get());
            events.normal(pod, "Scheduled", "Successfully assigned " + key + " to " + node.get());
        } else {
            refuse(pod);
        }
        return Optional.empty();
    }

    private long pods(String node) {
        return view.all(Resource.PODS).stream()
                .filter(pod -> pod.path("spec").path("nodeName").asText().equals(node) && Pods.isActive(pod))
                .count();
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
