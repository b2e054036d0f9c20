package dev.roadstead.e2e.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// HTTP and JSON, and nothing that a server could hide behind.
public final class KubeClient implements AutoCloseable {
    static final String MERGE = "application/merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String APPLY = "application/apply-patch+yaml";
    static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

    private final ApiServerAddress server;
    private final HttpClient http;

    public KubeClient(ApiServerAddress server) {
        this.server = server;
        this.http = HttpClient.newBuilder()
                .sslContext(trusting(server.caPem()))
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    ApiServerAddress server() {
        return server;
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answer get(String path, String accept) {
        return send("GET", path, null, Map.of("Accept", accept));
    }

    Answer post(String path, JsonNode body) {
        return send("POST", path, body.toString(), Map.of());
    }

    Answer post(String path, String yaml) {
        return post(path, Yaml.parse(yaml));
    }

    Answer put(String path, JsonNode body) {
        return send("PUT", path, body.toString(), Map.of());
    }

    Answer patch(String path, String type, String body) {
        return send("PATCH", path, body, Map.of("Content-Type", type));
    }

    /// Server-side apply of a YAML document as `manager`; `path` may hold a query.
    Answer apply(String path, String manager, String yaml) {
        return patch(path + (path.contains("?") ? "&" : "?") + "fieldManager=" + manager, APPLY, yaml);
    }

    Answer delete(String path) {
        return send("DELETE", path, null, Map.of());
    }

    Answer delete(String path, String yamlOptions) {
        return send("DELETE", path, Yaml.parse(yamlOptions).toString(), Map.of());
    }

    Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        try {
            HttpRequest request = request(path, headers)
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(method + " " + path, response.statusCode(), tree(response.body()), response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Opens a watch; `path` holds the query, `watch=true` is added.
    Watch watch(String path) {
        return watch(path, "application/json");
    }

    Watch watch(String path, String accept) {
        String watched = path + (path.contains("?") ? "&" : "?") + "watch=true";
        try {
            HttpResponse<InputStream> response =
                    http.send(request(watched, Map.of("Accept", accept)).build(), BodyHandlers.ofInputStream());
            return new Watch(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(watched, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .setHeader("Authorization", "Bearer " + server.token())
                .setHeader("User-Agent", "behaviours/1.0")
                .setHeader("Accept", "application/json")
                .setHeader("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        return request;
    }

    private static JsonNode tree(String body) {
        try {
            return Yaml.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(body);
        }
    }

    private static SSLContext trusting(String caPem) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            List<Certificate> certificates = new ArrayList<>(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII))));
            for (int i = 0; i < certificates.size(); i++) {
                trusted.setCertificateEntry("ca-" + i, certificates.get(i));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the server's CA cannot be used", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
