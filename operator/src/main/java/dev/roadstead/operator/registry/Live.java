package dev.roadstead.operator.registry;

import dev.roadstead.crd.Registry;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Optional;

/// The objects of a Registry as the informers know them.
record Live(Context<Registry> context) {

    <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
        return context.getSecondaryResourcesAsStream(kind)
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst();
    }
}
