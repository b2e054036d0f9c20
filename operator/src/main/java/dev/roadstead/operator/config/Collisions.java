package dev.roadstead.operator.config;

import dev.roadstead.crd.ProxyCache;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// ProxyCaches of one Registry may share neither a mirrored host nor a prefix, nor may one prefix lie below another:
/// the oldest keeps it.
public final class Collisions {
    private Collisions() {}

    /// The losers, by name, each with the sentence why.
    public static Map<String, String> of(List<ProxyCache> caches) {
        Map<String, String> losers = new HashMap<>();
        Map<String, String> prefixes = new TreeMap<>();
        Map<String, String> hosts = new HashMap<>();
        List<ProxyCache> byAge = caches.stream()
                .sorted(Comparator.comparing((ProxyCache cache) -> Optional.ofNullable(
                                        cache.getMetadata().getCreationTimestamp())
                                .orElse(""))
                        .thenComparing(cache -> cache.getMetadata().getName()))
                .toList();
        for (ProxyCache cache : byAge) {
            String name = cache.getMetadata().getName();
            Optional<String> conflict = conflict(cache, prefixes, hosts);
            if (conflict.isPresent()) {
                losers.put(name, conflict.get());
            } else {
                prefixes.put(CacheResolution.prefix(cache), name);
                cache.getSpec().mirrorOf().forEach(host -> hosts.put(host, name));
            }
        }
        return losers;
    }

    private static Optional<String> conflict(
            ProxyCache cache, Map<String, String> prefixes, Map<String, String> hosts) {
        String prefix = CacheResolution.prefix(cache);
        for (Map.Entry<String, String> owner : prefixes.entrySet()) {
            if ((prefix + "/").startsWith(owner.getKey() + "/") || (owner.getKey() + "/").startsWith(prefix + "/")) {
                return Optional.of("spec.repositoryPrefix " + prefix + " meets the prefix " + owner.getKey()
                        + " of the older ProxyCache " + owner.getValue() + ": choose another prefix");
            }
        }
        return cache.getSpec().mirrorOf().stream()
                .filter(hosts::containsKey)
                .findFirst()
                .map(host -> "spec.mirrorOf: " + host + " is mirrored by the older ProxyCache " + hosts.get(host)
                        + ": take it out here or there");
    }
}
