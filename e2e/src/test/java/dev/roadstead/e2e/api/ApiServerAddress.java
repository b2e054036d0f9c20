package dev.roadstead.e2e.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Where an API server is, whom to trust for it, and who to be there.
///
/// @param token a bearer token of a cluster administrator
public record ApiServerAddress(URI url, String caPem, String token) {

    /// The current context of a kubeconfig that holds its certificate authority (as data or file) and a token.
    public static ApiServerAddress fromKubeconfig(Path file) throws IOException {
        JsonNode config = Yaml.parse(Files.readString(file));
        JsonNode context = named(
                        config.path("contexts"), config.path("current-context").asText())
                .path("context");
        JsonNode cluster =
                named(config.path("clusters"), context.path("cluster").asText()).path("cluster");
        JsonNode user =
                named(config.path("users"), context.path("user").asText()).path("user");
        String token = user.path("token").asText();
        if (token.isEmpty()) {
            throw new IOException(file + ": the user of the current context has no token");
        }
        return new ApiServerAddress(
                URI.create(cluster.path("server").asText()), certificateAuthority(file, cluster), token);
    }

    private static String certificateAuthority(Path file, JsonNode cluster) throws IOException {
        @Nullable JsonNode data = cluster.get("certificate-authority-data");
        if (data != null) {
            return new String(Base64.getDecoder().decode(data.asText()), StandardCharsets.US_ASCII);
        }
        return Files.readString(
                file.resolveSibling(cluster.path("certificate-authority").asText()));
    }

    private static JsonNode named(JsonNode list, String name) throws IOException {
        for (JsonNode entry : list) {
            if (entry.path("name").asText().equals(name)) {
                return entry;
            }
        }
        throw new IOException("no entry named " + name);
    }

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
