package dev.roadstead.e2e.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Where an API server is, whom to trust for it, and who to be there.
///
/// @param token a bearer token of a cluster administrator
public record ApiServerAddress(URI url, String caPem, String token) {
    /// A kubeconfig for programs.
    public String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: it
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: admin
                  user:
                    token: %s
                contexts:
                - name: it
                  context: {cluster: it, user: admin}
                current-context: it
                """.formatted(url, Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII)), token);
    }
}
