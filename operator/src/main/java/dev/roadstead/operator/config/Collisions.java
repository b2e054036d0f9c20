package dev.roadstead.operator.config;

import dev.roadstead.crd.ProxyCache;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// ProxyCaches of one Registry may share neither a prefix nor a mirrored host: the oldest keeps it.
public final class Collisions {
    private Collisions() {}

    /// The losers, by name, each with the sentence why.
    public static Map<String, String> of(List<ProxyCache> caches) {
        Map<String, String> losers = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        List<ProxyCache> byAge = caches.stream()
                .sorted(Comparator.comparing((ProxyCache cache) -> Optional.ofNullable(
                                        cache.getMetadata().getCreationTimestamp())
                                .orElse(""))
                        .thenComparing(cache -> cache.getMetadata().getName()))
                .toList();
        for (ProxyCache cache : byAge) {
            String name = cache.getMetadata().getName();
            Optional<String> conflict = conflict(cache, owners);
            if (conflict.isPresent()) {
                losers.put(name, conflict.get());
            } else {
                owners.put("prefix " + CacheResolution.prefix(cache), name);
                cache.getSpec().mirrorOf().forEach(host -> owners.put("host " + host, name));
            }
        }
        return losers;
    }

    private static Optional<String> conflict(ProxyCache cache, Map<String, String> owners) {
        String prefix = CacheResolution.prefix(cache);
        String owner = owners.get("prefix " + prefix);
        if (owner != null) {
            return Optional.of("spec.repositoryPrefix " + prefix + " belongs to the older ProxyCache " + owner
                    + ": choose another prefix");
        }
        return cache.getSpec().mirrorOf().stream()
                .filter(host -> owners.containsKey("host " + host))
                .findFirst()
                .map(host -> "spec.mirrorOf: " + host + " is mirrored by the older ProxyCache "
                        + owners.get("host " + host) + ": take it out here or there");
    }
}
