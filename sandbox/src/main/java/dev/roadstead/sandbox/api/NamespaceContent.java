package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.store.Key;
import dev.roadstead.sandbox.store.Meta;
import dev.roadstead.sandbox.store.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// What every namespace holds from its first moment: the service account `default` and the server's CA.
final class NamespaceContent {

    private final ObjectStore store;
    private final String caPem;
    private final Clock clock;

    NamespaceContent(ObjectStore store, String caPem, Clock clock) {
        this.store = store;
        this.caPem = caPem;
        this.clock = clock;
    }

    /// The namespaces that are always there.
    void start() {
        for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            ObjectNode namespace = object("v1", "Namespace", "", name);
            Meta.of(namespace).putObject("labels").put("kubernetes.io/metadata.name", name);
            namespace.putObject("spec").putArray("finalizers").add("kubernetes");
            namespace.putObject("status").put("phase", "Active");
            add(new Key("/namespaces", "", name), namespace);
        }
        store.list("/namespaces", "").items().forEach(item -> fill(item.object()));
    }

    void fill(ObjectNode namespace) {
        if (Meta.isDeleting(namespace)) {
            return;
        }
        String name = Meta.name(namespace);
        add(new Key("/serviceaccounts", name, "default"), object("v1", "ServiceAccount", name, "default"));
        ObjectNode ca = object("v1", "ConfigMap", name, "kube-root-ca.crt");
        ca.putObject("data").put("ca.crt", caPem);
        add(new Key("/configmaps", name, "kube-root-ca.crt"), ca);
    }

    private ObjectNode object(String apiVersion, String kind, String namespace, String name) {
        ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", Meta.time(clock.instant()));
        return object;
    }

    private void add(Key key, ObjectNode object) {
        if (store.get(key).isEmpty()) {
            var _ = store.put(key, null, object);
        }
    }
}
