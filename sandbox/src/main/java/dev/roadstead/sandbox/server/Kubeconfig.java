package dev.roadstead.sandbox.server;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The text of a kubeconfig with one cluster, one user and one context.
final class Kubeconfig {

    private Kubeconfig() {}

    static String text(URI server, String caPem, String token) {
        String ca = Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII));
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: roadstead-sandbox
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: admin
                  user:
                    token: %s
                contexts:
                - name: roadstead-sandbox
                  context:
                    cluster: roadstead-sandbox
                    user: admin
                current-context: roadstead-sandbox
                """.formatted(server, ca, token);
    }
}
