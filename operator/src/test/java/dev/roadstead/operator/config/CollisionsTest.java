package dev.roadstead.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.ProxyCache;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollisionsTest {

    @Test
    void leavesAloneWhatIsApart() {
        var caches = List.of(
                cache("a", "2026-01-01T00:00:00Z", "{mirrorOf: [docker.io]}"),
                cache("b", "2026-01-01T00:00:00Z", "{mirrorOf: [ghcr.io]}"));

        assertThat(Collisions.of(caches)).isEmpty();
    }

    @Test
    void letsTheOldestKeepAHost() {
        var caches = List.of(
                cache("a", "2026-01-02T00:00:00Z", "{mirrorOf: [docker.io]}"),
                cache("b", "2026-01-01T00:00:00Z", "{mirrorOf: [ghcr.io, docker.io]}"));

        assertThat(Collisions.of(caches))
                .containsOnlyKeys("a")
                .hasEntrySatisfying("a", why -> assertThat(why).contains("spec.mirrorOf", "docker.io", "ProxyCache b"));
    }

    @Test
    void letsTheOldestKeepAPrefix() {
        var caches = List.of(
                cache("a", "2026-01-01T00:00:00Z", "{}"), cache("b", "2026-01-02T00:00:00Z", "{repositoryPrefix: a}"));

        assertThat(Collisions.of(caches))
                .containsOnlyKeys("b")
                .hasEntrySatisfying("b", why -> assertThat(why).contains("spec.repositoryPrefix a", "ProxyCache a"));
    }

    @Test
    void keepsPrefixesFromLyingInEachOther() {
        var caches = List.of(
                cache("a", "2026-01-01T00:00:00Z", "{repositoryPrefix: hub/public}"),
                cache("b", "2026-01-02T00:00:00Z", "{repositoryPrefix: hub}"),
                cache("c", "2026-01-03T00:00:00Z", "{repositoryPrefix: hub/public/more}"),
                cache("d", "2026-01-04T00:00:00Z", "{repositoryPrefix: hub-public}"));

        assertThat(Collisions.of(caches)).containsOnlyKeys("b", "c");
    }

    @Test
    void isDecidedByNameWhereTwoAreOfOneAge() {
        var caches = List.of(
                cache("b", "2026-01-01T00:00:00Z", "{mirrorOf: [docker.io]}"),
                cache("a", "2026-01-01T00:00:00Z", "{mirrorOf: [docker.io]}"));

        assertThat(Collisions.of(caches)).containsOnlyKeys("b");
    }

    @Test
    void doesNotLetALoserBlockOthers() {
        var caches = List.of(
                cache("a", "2026-01-01T00:00:00Z", "{mirrorOf: [docker.io]}"),
                cache("b", "2026-01-02T00:00:00Z", "{mirrorOf: [docker.io, ghcr.io]}"),
                cache("c", "2026-01-03T00:00:00Z", "{mirrorOf: [ghcr.io]}"));

        assertThat(Collisions.of(caches)).containsOnlyKeys("b");
    }

    private static ProxyCache cache(String name, String created, String more) {
        ProxyCache cache = Serialization.unmarshal(
                """
                apiVersion: roadstead.dev/v1alpha1
                kind: ProxyCache
                metadata: {name: %s, namespace: registries, creationTimestamp: '%s'}
                spec: %s
                """.formatted(
                        name,
                        created,
                        more.replaceFirst("\\{", "{registryRef: {name: harbour}, upstream: {url: 'https://u'}, ")),
                ProxyCache.class);
        return cache;
    }
}
