package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.ControlLoop;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.time.Duration;
import java.util.Optional;

/// What every namespace has: the `default` service account and the API server's CA in `kube-root-ca.crt`.
final class NamespaceDefaults implements Controller {

    private final ClusterView view;
    private final String caPem;

    NamespaceDefaults(ClusterView view, String caPem) {
        this.view = view;
        this.caPem = caPem;
    }

    @Override
    public String name() {
        return "namespace-defaults";
    }

    @Override
    public void watch(ControlLoop loop) {
        view.onChange(Resource.NAMESPACES, namespace -> loop.enqueue(new Key("", Meta.name(namespace))));
        view.onChange(Resource.SERVICE_ACCOUNTS, account -> loop.enqueue(new Key("", Meta.namespace(account))));
        view.onChange(Resource.CONFIG_MAPS, map -> {
            if (Meta.name(map).equals("kube-root-ca.crt")) {
                loop.enqueue(new Key("", Meta.namespace(map)));
            }
        });
    }

    @Override
    public Optional<Duration> reconcile(Key key) {
        ObjectNode namespace = view.get(Resource.NAMESPACES, key).orElse(null);
        if (namespace == null || Meta.isDeleting(namespace)) {
            return Optional.empty();
        }
        Key account = new Key(key.name(), "default");
        if (view.get(Resource.SERVICE_ACCOUNTS, account).isEmpty()) {
            view.create(Resource.SERVICE_ACCOUNTS, named(account));
        }
        Key map = new Key(key.name(), "kube-root-ca.crt");
        ObjectNode live = view.get(Resource.CONFIG_MAPS, map).orElse(null);
        ObjectNode data = Json.object().put("ca.crt", caPem);
        if (live == null) {
            view.create(Resource.CONFIG_MAPS, named(map).set("data", data));
        } else if (!live.path("data").equals(data)) {
            view.replace(Resource.CONFIG_MAPS, live.deepCopy().set("data", data));
        }
        return Optional.empty();
    }

    private static ObjectNode named(Key key) {
        ObjectNode object = Json.object();
        object.putObject("metadata").put("namespace", key.namespace()).put("name", key.name());
        return object;
    }
}
