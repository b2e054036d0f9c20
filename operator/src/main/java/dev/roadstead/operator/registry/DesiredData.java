package dev.roadstead.operator.registry;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfigs;
import dev.roadstead.crd.Registry;
import dev.roadstead.operator.certificate.KeyedCertificate;
import dev.roadstead.operator.naming.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/// The Secrets and the ConfigMap of a registry.
final class DesiredData {
    private DesiredData() {}

    static Secret config(Registry registry, Names names, RegistryConfig config) {
        return secret(registry, names.config(), "Opaque", Map.of(Names.CONFIG_KEY, RegistryConfigs.write(config)));
    }

    static Secret certificate(Registry registry, String name, KeyedCertificate leaf, String caPem) {
        return secret(
                registry,
                name,
                "kubernetes.io/tls",
                Map.of(
                        Names.CERTIFICATE_KEY, leaf.certificatePem(),
                        Names.PRIVATE_KEY_KEY, leaf.keyPem(),
                        Names.CA_KEY, caPem));
    }

    static Secret account(Registry registry, Names names, String username, String password, String passwordHash) {
        return secret(
                registry,
                names.account(),
                "Opaque",
                Map.of("username", username, "password", password, "passwordHash", passwordHash));
    }

    /// What clients and nodes must trust.
    static ConfigMap ca(Registry registry, Names names, String caPem) {
        return new ConfigMapBuilder()
                .withMetadata(Metadata.of(registry, names.caConfigMap()))
                .withData(Map.of(Names.CA_KEY, caPem))
                .build();
    }

    private static Secret secret(Registry registry, String name, String type, Map<String, String> data) {
        Map<String, String> encoded = new TreeMap<>();
        data.forEach((key, value) ->
                encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return new SecretBuilder()
                .withMetadata(Metadata.of(registry, name))
                .withType(type)
                .withData(encoded)
                .build();
    }

    static String text(Secret secret, String key) {
        String encoded = secret.getData() == null ? null : secret.getData().get(key);
        return encoded == null ? "" : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
