package dev.roadstead.operator.registry;

import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.NodeMirrorSpec;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.Registry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who still depends on a Registry that is to be deleted: a pure decision.
final class Dependents {
    private Dependents() {}

    static List<String> of(Registry registry, List<ProxyCache> caches, List<NodeMirror> mirrors) {
        List<String> dependents = new ArrayList<>();
        String name = registry.getMetadata().getName();
        String namespace = registry.getMetadata().getNamespace();
        for (ProxyCache cache : caches) {
            if (cache.getMetadata().getNamespace().equals(namespace)
                    && cache.getSpec().registryRef().name().equals(name)
                    && cache.getMetadata().getDeletionTimestamp() == null) {
                dependents.add("ProxyCache " + cache.getMetadata().getName());
            }
        }
        for (NodeMirror mirror : mirrors) {
            if (refersTo(mirror.getSpec(), namespace, name)) {
                dependents.add("NodeMirror " + mirror.getMetadata().getName());
            }
        }
        return dependents;
    }

    private static boolean refersTo(NodeMirrorSpec spec, String namespace, String name) {
        return spec.mirrors().stream()
                        .flatMap(mirror -> mirror.endpoints().stream())
                        .anyMatch(endpoint -> is(endpoint.registryRef(), namespace, name))
                || spec.trust().stream().anyMatch(trust -> is(trust.caFrom().registryRef(), namespace, name));
    }

    private static boolean is(
            dev.roadstead.crd.@Nullable NamespacedRegistryReference reference, String namespace, String name) {
        return reference != null
                && reference.namespace().equals(namespace)
                && reference.name().equals(name);
    }
}
