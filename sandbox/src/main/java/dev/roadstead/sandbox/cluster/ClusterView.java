package dev.roadstead.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads from watched copies, writes to the API server. The objects that it returns are shared: copy before a change.
public final class ClusterView implements AutoCloseable {

    private final Cluster cluster;
    private final Map<Resource, Informer> informers = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    public ClusterView(Cluster cluster, List<Resource> resources) {
        this.cluster = cluster;
        resources.forEach(resource -> informers.put(resource, new Informer(cluster, resource)));
    }

    /// The listener gets each object that was added, changed or removed; it must return quickly.
    public void onChange(Resource resource, Consumer<ObjectNode> listener) {
        informer(resource).listen(listener);
    }

    /// Starts the watches and waits until every copy is complete.
    public void start() throws InterruptedException {
        informers.forEach((resource, informer) -> threads.add(
                Thread.ofVirtual().name("watch-" + resource.plural()).start(informer)));
        for (Informer informer : informers.values()) {
            informer.awaitSync();
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }

    public Cluster cluster() {
        return cluster;
    }

    public Collection<ObjectNode> all(Resource resource) {
        return informer(resource).objects();
    }

    public List<ObjectNode> in(Resource resource, String namespace) {
        return all(resource).stream()
                .filter(object -> Meta.namespace(object).equals(namespace))
                .toList();
    }

    public List<ObjectNode> controlledBy(Resource resource, ObjectNode owner) {
        return in(resource, Meta.namespace(owner)).stream()
                .filter(object -> Meta.isControlledBy(object, owner))
                .toList();
    }

    public Optional<ObjectNode> get(Resource resource, Key key) {
        return Optional.ofNullable(informer(resource).get(key));
    }

    public ObjectNode create(Resource resource, ObjectNode object) {
        object.put("apiVersion", resource.apiVersion());
        object.put("kind", resource.kind());
        ObjectNode created = cluster.create(resource, object);
        Informer informer = informers.get(resource);
        if (informer != null) {
            informer.absorb(created);
        }
        return created;
    }

    public ObjectNode replace(Resource resource, ObjectNode object) {
        return absorb(resource, cluster.replace(resource, object));
    }

    public ObjectNode merge(Resource resource, Key key, JsonNode patch) {
        return absorb(resource, cluster.merge(resource, key, patch));
    }

    /// Writes the status unless the object has just that one.
    public void status(Resource resource, ObjectNode object, JsonNode status) {
        // Parsed again, because a tree tells an int from a long of the same value.
        if (!object.path("status").equals(Json.parse(status.toString()))) {
            ObjectNode changed = object.deepCopy();
            changed.set("status", status);
            absorb(resource, cluster.replaceStatus(resource, changed));
        }
    }

    public void delete(Resource resource, ObjectNode object) {
        cluster.delete(resource, Key.of(object), Meta.uid(object), -1);
    }

    private ObjectNode absorb(Resource resource, ObjectNode object) {
        Informer informer = informers.get(resource);
        if (informer != null) {
            informer.absorbKnown(object);
        }
        return object;
    }

    private Informer informer(Resource resource) {
        Informer informer = informers.get(resource);
        if (informer == null) {
            throw new IllegalStateException(resource.plural() + " are not watched");
        }
        return informer;
    }
}
