package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.ControlLoop;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.time.Duration;
import java.util.Optional;

/// Removes pods of nodes that are no more: nobody else would.
final class OrphanedPods implements Controller {

    private final ClusterView view;

    OrphanedPods(ClusterView view) {
        this.view = view;
    }

    @Override
    public String name() {
        return "orphaned-pods";
    }

    @Override
    public void watch(ControlLoop loop) {
        view.onChange(Resource.PODS, pod -> loop.enqueue(Key.of(pod)));
        view.onChange(Resource.NODES, _ -> view.all(Resource.PODS).forEach(pod -> loop.enqueue(Key.of(pod))));
    }

    @Override
    public Optional<Duration> reconcile(Key key) {
        ObjectNode pod = view.get(Resource.PODS, key).orElse(null);
        if (pod != null) {
            String node = pod.path("spec").path("nodeName").asText();
            if (!node.isEmpty() && view.get(Resource.NODES, new Key("", node)).isEmpty()) {
                view.cluster().delete(Resource.PODS, key, Meta.uid(pod), 0);
            }
        }
        return Optional.empty();
    }
}
