package dev.roadstead.operator.registry;

import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.NodeMirrorSpec;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.Registry;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return registriesOf(spec).contains(new ResourceID(name, namespace));
    }

    /// Every Registry that a NodeMirror names.
    static Set<ResourceID> registriesOf(NodeMirrorSpec spec) {
        return Stream.concat(
                        spec.mirrors().stream()
                                .flatMap(mirror -> mirror.endpoints().stream())
                                .map(NodeMirrorSpec.Endpoint::registryRef),
                        spec.trust().stream().map(trust -> trust.caFrom().registryRef()))
                .filter(Objects::nonNull)
                .map(reference -> new ResourceID(reference.name(), reference.namespace()))
                .collect(Collectors.toSet());
    }
}
