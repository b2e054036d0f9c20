package dev.roadstead.sandbox.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a copy of all objects of one resource by list and watch. The objects are shared: nobody changes them.
final class Informer implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Informer.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Cluster cluster;
    private final Resource resource;
    private final Map<Key, ObjectNode> objects = new ConcurrentHashMap<>();
    private final List<Consumer<ObjectNode>> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch synced = new CountDownLatch(1);

    /// Read and written by the running thread alone; empty means that a list is due.
    private String version = "";

    Informer(Cluster cluster, Resource resource) {
        this.cluster = cluster;
        this.resource = resource;
    }

    void listen(Consumer<ObjectNode> listener) {
        listeners.add(listener);
    }

    void awaitSync() throws InterruptedException {
        synced.await();
    }

    Collection<ObjectNode> objects() {
        return objects.values();
    }

    @Nullable
    ObjectNode get(Key key) {
        return objects.get(key);
    }

    /// Takes over what a write returned, so that the writer does not act on an older state. Watchers hear of it when
    /// the watch brings it.
    void absorb(ObjectNode object) {
        objects.merge(Key.of(object), object, (old, fresh) -> Meta.version(fresh) > Meta.version(old) ? fresh : old);
    }

    /// The same for an object that was known: one that is gone meanwhile must not come back.
    void absorbKnown(ObjectNode object) {
        objects.computeIfPresent(Key.of(object), (_, old) -> Meta.version(object) > Meta.version(old) ? object : old);
    }

    void forget(Key key, String uid) {
        objects.computeIfPresent(key, (_, object) -> Meta.uid(object).equals(uid) ? null : object);
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (version.isEmpty()) {
                    list();
                }
                cluster.watch(resource, version, this::event);
            } catch (ClusterException e) {
                if (!e.isUnreachable()) {
                    version = "";
                }
                log.atDebug()
                        .addKeyValue("resource", resource.plural())
                        .addKeyValue("cause", e.getMessage())
                        .log("watch ended");
                pause();
            }
        }
    }

    private void list() {
        Cluster.Listing listing = cluster.list(resource, "");
        Map<Key, ObjectNode> gone = new HashMap<>(objects);
        List<ObjectNode> changed = new ArrayList<>();
        for (ObjectNode object : listing.items()) {
            gone.remove(Key.of(object));
            ObjectNode old = objects.put(Key.of(object), object);
            if (old == null || Meta.version(old) != Meta.version(object)) {
                changed.add(object);
            }
        }
        gone.keySet().forEach(objects::remove);
        changed.addAll(gone.values());
        version = listing.version();
        synced.countDown();
        changed.forEach(this::tell);
    }

    private void event(String type, ObjectNode object) {
        version = object.path("metadata").path("resourceVersion").asText(version);
        switch (type) {
            case "ADDED", "MODIFIED" -> absorbEvent(object);
            case "DELETED" -> forget(Key.of(object), Meta.uid(object));
            default -> {
                return;
            }
        }
        tell(object);
    }

    private void absorbEvent(ObjectNode object) {
        objects.merge(Key.of(object), object, (old, fresh) -> Meta.version(fresh) >= Meta.version(old) ? fresh : old);
    }

    private void tell(ObjectNode object) {
        for (Consumer<ObjectNode> listener : listeners) {
            listener.accept(object);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
