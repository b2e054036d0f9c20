package dev.roadstead.operator.certificate;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/// The operator's CA in its Secret: made once, by whichever replica comes first, and never overwritten.
public final class StoredAuthority {
    private static final int CONFLICT = 409;

    private StoredAuthority() {}

    /// Throws [IllegalArgumentException] with a sentence when the Secret holds no CA.
    public static CertificateAuthority load(KubernetesClient client, String namespace, String name, Clock clock) {
        Secret secret = read(client, namespace, name);
        if (secret == null) {
            secret = create(client, namespace, name, clock);
        }
        try {
            KeyedCertificate root = KeyedCertificate.parse(text(secret, "tls.crt"), text(secret, "tls.key"));
            return new CertificateAuthority(root, clock);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Secret " + namespace + "/" + name + " is not the operator's CA: it " + e.getMessage()
                            + "; restore it, or delete it to start with a new CA that every client and node must come to trust",
                    e);
        }
    }

    private static Secret create(KubernetesClient client, String namespace, String name, Clock clock) {
        KeyedCertificate root = CertificateAuthority.newRoot(clock);
        Map<String, String> data = new TreeMap<>();
        data.put("tls.crt", encode(root.certificatePem()));
        data.put("tls.key", encode(root.keyPem()));
        Secret desired = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(Map.of("app.kubernetes.io/name", "roadstead"))
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withData(data)
                .build();
        try {
            return client.resource(desired).create();
        } catch (KubernetesClientException e) {
            Secret other = e.getCode() == CONFLICT ? read(client, namespace, name) : null;
            if (other == null) {
                throw e;
            }
            return other;
        }
    }

    private static @org.jspecify.annotations.Nullable Secret read(
            KubernetesClient client, String namespace, String name) {
        return client.secrets().inNamespace(namespace).withName(name).get();
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Secret secret, String key) {
        String encoded = secret.getData() == null ? null : secret.getData().get(key);
        return encoded == null ? "" : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
