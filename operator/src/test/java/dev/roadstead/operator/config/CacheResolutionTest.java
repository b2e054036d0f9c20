package dev.roadstead.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.operator.certificate.CertificateAuthority;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.condition.ReconcileException;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What resolves is in the golden folders; here is what does not.
class CacheResolutionTest {

    @Test
    void namesAMissingSecret() {
        assertRefused(
                "{credentialsSecretRef: {name: hub}}",
                Map.of(),
                Reason.SecretNotFound,
                "spec.upstream.credentialsSecretRef",
                "Secret hub");
    }

    @Test
    void namesAMissingKey() {
        assertRefused(
                "{credentialsSecretRef: {name: hub}}",
                Map.of("username", "robot"),
                Reason.SecretInvalid,
                "Secret hub",
                "no key password");
    }

    @Test
    void refusesACaThatIsNone() {
        assertRefused(
                "{caSecretRef: {name: hub}}",
                Map.of("ca.crt", "hello"),
                Reason.SecretInvalid,
                "spec.upstream.caSecretRef",
                "holds no certificate");
    }

    @Test
    void refusesAKeyAmongCertificates() {
        var root = CertificateAuthority.newRoot(Clock.systemUTC());

        assertRefused(
                "{caSecretRef: {name: hub}}",
                Map.of("ca.crt", root.certificatePem() + root.keyPem()),
                Reason.SecretInvalid,
                "PRIVATE KEY");
    }

    @Test
    void namesEachMirroredHostOnce() {
        RegistryConfig.ProxyCache cache =
                CacheResolution.resolve(cache("{}", "mirrorOf: [docker.io, docker.io]"), _ -> Optional.empty());

        assertThat(cache.mirrorOf()).containsExactly("docker.io");
    }

    private static void assertRefused(String upstream, Map<String, String> data, Reason reason, String... words) {
        assertThatExceptionOfType(ReconcileException.class)
                .isThrownBy(() -> CacheResolution.resolve(
                        cache(upstream, "tagTtl: 5m"),
                        name -> data.isEmpty() ? Optional.empty() : Optional.of(secret(name, data))))
                .satisfies(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(reason);
                    assertThat(refusal.getMessage()).contains(words);
                });
    }

    private static Secret secret(String name, Map<String, String> data) {
        Map<String, String> encoded = new TreeMap<>();
        data.forEach((key, value) ->
                encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withData(encoded)
                .build();
    }

    private static ProxyCache cache(String upstream, String more) {
        return Serialization.unmarshal(
                """
                apiVersion: roadstead.dev/v1alpha1
                kind: ProxyCache
                metadata: {name: hub, namespace: registries}
                spec:
                  registryRef: {name: harbour}
                  upstream: %s
                  %s
                """.formatted(
                                upstream.replaceFirst("\\{", "{url: 'https://u.example.com', ")
                                        .replace(", }", "}"),
                                more),
                ProxyCache.class);
    }
}
