package dev.roadstead.operator.config;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.operator.condition.ReconcileException;
import dev.roadstead.operator.naming.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The ProxyCaches of one Registry as its config document holds them.
public final class CacheParts {
    private CacheParts() {}

    /// Leaves out those that cannot be resolved and those that lose to an older one, which say so themselves. A paused
    /// one keeps the part that it has.
    ///
    /// @param before the parts of the document as it stands
    /// @param secrets the Secrets of the Registry's namespace, by name
    public static List<RegistryConfig.ProxyCache> of(
            List<ProxyCache> caches,
            List<RegistryConfig.ProxyCache> before,
            Function<String, Optional<Secret>> secrets) {
        Map<String, String> losers = Collisions.of(caches);
        List<RegistryConfig.ProxyCache> parts = new ArrayList<>();
        for (ProxyCache cache : caches) {
            String name = cache.getMetadata().getName();
            if (Labels.isPaused(cache)) {
                before.stream().filter(part -> part.name().equals(name)).forEach(parts::add);
            } else if (!losers.containsKey(name)) {
                resolve(cache, secrets).ifPresent(parts::add);
            }
        }
        return parts;
    }

    private static Optional<RegistryConfig.ProxyCache> resolve(
            ProxyCache cache, Function<String, Optional<Secret>> secrets) {
        try {
            return Optional.of(CacheResolution.resolve(cache, secrets));
        } catch (ReconcileException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
