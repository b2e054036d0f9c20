package dev.roadstead.operator.registry;

import dev.roadstead.crd.Registry;
import dev.roadstead.operator.naming.Labels;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/// The metadata that all objects of a Registry share.
final class Metadata {
    private Metadata() {}

    static ObjectMeta of(Registry registry, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(registry.getMetadata().getNamespace())
                .withLabels(Labels.of(registry.getMetadata().getName()))
                .withOwnerReferences(owner(registry))
                .build();
    }

    private static OwnerReference owner(Registry registry) {
        return new OwnerReferenceBuilder()
                .withApiVersion(registry.getApiVersion())
                .withKind(registry.getKind())
                .withName(registry.getMetadata().getName())
                .withUid(registry.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
