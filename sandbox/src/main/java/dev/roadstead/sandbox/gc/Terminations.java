package dev.roadstead.sandbox.gc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.store.Key;
import dev.roadstead.sandbox.store.Meta;
import dev.roadstead.sandbox.store.ObjectStore;
import dev.roadstead.sandbox.store.Snapshot;
import java.util.List;

/// Containers that empty themselves before they go: namespaces, and definitions with their custom resources.
final class Terminations {

    static final String CRD_FINALIZER = "customresourcecleanup.apiextensions.k8s.io";
    private static final String NAMESPACES = "/namespaces";
    private static final String DEFINITIONS = "apiextensions.k8s.io/customresourcedefinitions";

    private final ObjectStore store;
    private final Lifecycle lifecycle;

    Terminations(ObjectStore store, Lifecycle lifecycle) {
        this.store = store;
        this.lifecycle = lifecycle;
    }

    void sweep() {
        store.list(NAMESPACES, "").items().forEach(item -> afterWrite(item.key()));
        store.list(DEFINITIONS, "").items().forEach(item -> afterWrite(item.key()));
    }

    void afterWrite(Key key) {
        if (key.resource().equals(NAMESPACES)) {
            store.get(key).filter(Meta::isDeleting).ifPresent(namespace -> emptyNamespace(key));
        } else if (key.resource().equals(DEFINITIONS)) {
            store.get(key).filter(Meta::isDeleting).ifPresent(crd -> emptyDefinition(key, crd));
        } else {
            if (!key.namespace().isEmpty()
                    && store.get(new Key(NAMESPACES, "", key.namespace())).isEmpty()) {
                // It came in while the last of its namespace went out.
                store.get(key).ifPresent(stray -> lifecycle.delete(key, Meta.uid(stray), false));
            }
            // Something was written into a namespace that is going away (an event, a finalizer that came off).
            afterRemoval(key);
        }
    }

    void afterRemoval(Key key) {
        if (!key.namespace().isEmpty()) {
            afterWrite(new Key(NAMESPACES, "", key.namespace()));
        }
        for (Snapshot.Item item : store.list(DEFINITIONS, "").items()) {
            if (Meta.isDeleting(item.object()) && resource(item.object()).equals(key.resource())) {
                afterWrite(item.key());
            }
        }
    }

    private void emptyNamespace(Key key) {
        List<Snapshot.Item> content = store.all().stream()
                .filter(item -> item.key().namespace().equals(key.name()))
                .toList();
        delete(content);
        boolean empty =
                store.all().stream().noneMatch(item -> item.key().namespace().equals(key.name()));
        if (empty) {
            lifecycle.edit(key, namespace -> namespace.withObject("/spec").remove("finalizers"));
        }
    }

    private void emptyDefinition(Key key, ObjectNode crd) {
        delete(store.list(resource(crd), "").items());
        if (store.list(resource(crd), "").items().isEmpty()) {
            lifecycle.edit(key, definition -> Meta.removeFinalizer(definition, CRD_FINALIZER));
        }
    }

    private void delete(List<Snapshot.Item> items) {
        for (Snapshot.Item item : items) {
            if (!Meta.isDeleting(item.object())) {
                lifecycle.delete(item.key(), Meta.uid(item.object()), false);
            }
        }
    }

    private static String resource(ObjectNode crd) {
        return crd.path("spec").path("group").asText() + "/"
                + crd.path("spec").path("names").path("plural").asText();
    }
}
