package dev.roadstead.sandbox.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Cluster;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Applies objects in an order that works: namespaces and CRDs first, and the rest once the CRDs are served.
public final class Applier {

    private static final String FIELD_MANAGER = "roadstead-sandbox";
    private static final List<String> FIRST = List.of("Namespace", "CustomResourceDefinition");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Cluster cluster;

    public Applier(Cluster cluster) {
        this.cluster = cluster;
    }

    /// Server-side apply: what is as it should be stays as it is.
    public void apply(List<ObjectNode> objects) throws InterruptedException {
        List<ObjectNode> ordered =
                objects.stream().sorted(Comparator.comparingInt(Applier::rank)).toList();
        for (ObjectNode object : ordered) {
            apply(object);
        }
    }

    private void apply(ObjectNode object) throws InterruptedException {
        String apiVersion = object.path("apiVersion").asText();
        String kind = object.path("kind").asText();
        Resource resource = served(apiVersion, kind);
        ObjectNode wanted = object.deepCopy();
        if (resource.namespaced() && Meta.namespace(wanted).isEmpty()) {
            Json.child(wanted, "metadata").put("namespace", "default");
        }
        cluster.apply(resource, wanted, FIELD_MANAGER);
    }

    private Resource served(String apiVersion, String kind) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<Resource> resource = cluster.resource(apiVersion, kind);
            if (resource.isPresent()) {
                return resource.get();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the API server does not serve " + kind + " of " + apiVersion);
            }
            Thread.sleep(50);
        }
    }

    private static int rank(ObjectNode object) {
        int rank = FIRST.indexOf(object.path("kind").asText());
        return rank < 0 ? FIRST.size() : rank;
    }
}
