package dev.roadstead.sandbox.cluster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Where an API server is, whom to trust there, and who one is.
///
/// @param server without a path, such as `https://127.0.0.1:6443`
public record Access(String server, String caPem, String token) {

    /// A context that trusts exactly the certificates of `caPem`.
    public SSLContext trust() {
        return trust(caPem);
    }

    public static SSLContext trust(String caPem) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int n = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII)))) {
                store.setCertificateEntry("ca-" + n++, certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the CA certificate cannot be used: " + e.getMessage(), e);
        }
    }

    /// A kubeconfig with these three facts.
    public String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: roadstead
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: roadstead
                  user:
                    token: %s
                contexts:
                - name: roadstead
                  context: {cluster: roadstead, user: roadstead, namespace: default}
                current-context: roadstead
                """.formatted(
                server, java.util.Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII)), token);
    }
}
