package dev.roadstead.operator.config;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.crd.ObjectReference;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.ProxyCacheSpec;
import dev.roadstead.operator.certificate.Pem;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.condition.ReconcileException;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/// Turns a ProxyCache and the Secrets it names into its part of the config document.
public final class CacheResolution {
    private static final Duration DEFAULT_TAG_TTL = Duration.ofMinutes(5);
    private static final String DOCKER_HUB = "https://registry-1.docker.io";
    private static final String DOCKER_HUB_REALM = "auth.docker.io";

    private CacheResolution() {}

    /// @param secrets the Secrets of the cache's own namespace, by name
    /// @throws ReconcileException when a Secret is missing or unfit
    public static RegistryConfig.ProxyCache resolve(ProxyCache cache, Function<String, Optional<Secret>> secrets) {
        ProxyCacheSpec spec = cache.getSpec();
        ProxyCacheSpec.Upstream upstream = spec.upstream();
        String url = upstream.url().endsWith("/")
                ? upstream.url().substring(0, upstream.url().length() - 1)
                : upstream.url();
        TreeSet<String> realms = new TreeSet<>(upstream.trustedRealmHosts());
        if (url.equals(DOCKER_HUB)) {
            realms.add(DOCKER_HUB_REALM);
        }
        return new RegistryConfig.ProxyCache(
                cache.getMetadata().getName(),
                new RegistryConfig.Upstream(
                        url,
                        credentials(upstream.credentialsSecretRef(), secrets),
                        ca(upstream.caSecretRef(), secrets),
                        List.copyOf(realms)),
                prefix(cache),
                spec.mirrorOf().stream().distinct().toList(),
                spec.tagTtl() == null ? DEFAULT_TAG_TTL : Durations.parse(spec.tagTtl()),
                spec.staleIfError() == null || spec.staleIfError());
    }

    /// The prefix of the cache's repositories; its name where none is given.
    public static String prefix(ProxyCache cache) {
        String prefix = cache.getSpec().repositoryPrefix();
        return prefix == null ? cache.getMetadata().getName() : prefix;
    }

    private static RegistryConfig.@org.jspecify.annotations.Nullable Credentials credentials(
            @org.jspecify.annotations.Nullable ObjectReference reference, Function<String, Optional<Secret>> secrets) {
        if (reference == null) {
            return null;
        }
        String field = "spec.upstream.credentialsSecretRef";
        Secret secret = secret(reference, field, secrets);
        return new RegistryConfig.Credentials(value(secret, "username", field), value(secret, "password", field));
    }

    private static @org.jspecify.annotations.Nullable String ca(
            @org.jspecify.annotations.Nullable ObjectReference reference, Function<String, Optional<Secret>> secrets) {
        if (reference == null) {
            return null;
        }
        String field = "spec.upstream.caSecretRef";
        try {
            return Pem.write(Pem.certificates(value(secret(reference, field, secrets), "ca.crt", field)));
        } catch (IllegalArgumentException e) {
            throw new ReconcileException(
                    Reason.SecretInvalid, field + ": key ca.crt of Secret " + reference.name() + " " + e.getMessage());
        }
    }

    private static Secret secret(ObjectReference reference, String field, Function<String, Optional<Secret>> secrets) {
        return secrets.apply(reference.name())
                .orElseThrow(() -> new ReconcileException(
                        Reason.SecretNotFound,
                        field + " names Secret " + reference.name()
                                + ", which does not exist in this namespace: create it"));
    }

    private static String value(Secret secret, String key, String field) {
        Map<String, String> data = Optional.ofNullable(secret.getData()).orElse(Map.of());
        String encoded = data.get(key);
        if (encoded == null) {
            throw new ReconcileException(
                    Reason.SecretInvalid,
                    field + ": Secret " + secret.getMetadata().getName() + " has no key " + key + ": add it");
        }
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
