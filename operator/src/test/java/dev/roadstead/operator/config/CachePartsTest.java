package dev.roadstead.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.crd.ProxyCache;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CachePartsTest {

    private static ProxyCache cache(String name, String annotations, String spec) {
        return Serialization.unmarshal("""
                apiVersion: roadstead.dev/v1alpha1
                kind: ProxyCache
                metadata: {name: %s, namespace: registries, creationTimestamp: "2026-01-01T00:00:00Z", annotations: %s}
                spec: {registryRef: {name: harbour}, upstream: {url: 'https://example.com'%s}, tagTtl: 1h}
                """.formatted(name, annotations, spec), ProxyCache.class);
    }

    private static List<RegistryConfig.ProxyCache> parts(List<RegistryConfig.ProxyCache> before, ProxyCache... caches) {
        return CacheParts.of(List.of(caches), before, name -> Optional.empty());
    }

    private static RegistryConfig.ProxyCache before(String name) {
        return new RegistryConfig.ProxyCache(
                name,
                new RegistryConfig.Upstream("https://old.example.com", null, null, List.of()),
                name,
                List.of(),
                Duration.ofMinutes(5),
                true);
    }

    @Test
    void resolvesEach() {
        assertThat(parts(List.of(before("a")), cache("a", "{}", "")))
                .singleElement()
                .satisfies(part -> {
                    assertThat(part.upstream().url()).isEqualTo("https://example.com");
                    assertThat(part.tagTtl()).isEqualTo(Duration.ofHours(1));
                });
    }

    @Test
    void leavesOutWhatIsMissingSomething() {
        assertThat(parts(
                        List.of(before("a"), before("b")),
                        cache("a", "{}", ", credentialsSecretRef: {name: missing}"),
                        cache("b", "{}", "")))
                .extracting(RegistryConfig.ProxyCache::name)
                .containsExactly("b");
    }

    @Test
    void keepsThePartOfAPausedOne() {
        ProxyCache paused = cache("a", "{roadstead.dev/paused: \"true\"}", "");

        assertThat(parts(List.of(before("a"), before("gone")), paused)).containsExactly(before("a"));
        assertThat(parts(List.of(), paused)).isEmpty();
    }
}
