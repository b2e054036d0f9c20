package dev.roadstead.e2e.registry;

import dev.roadstead.oci.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Pushes step by step, and sees each answer.
final class PushClient implements AutoCloseable {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private final URI registry;
    private final String repository;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    PushClient(URI registry, String repository) {
        this.registry = registry;
        this.repository = repository;
    }

    HttpResponse<byte[]> call(String method, String path, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(registry.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", path.contains("/manifests/") ? MANIFEST : "application/octet-stream")
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> call(String method, String path) throws IOException, InterruptedException {
        return call(method, path, new byte[0]);
    }

    HttpResponse<byte[]> blob(String method, Digest digest) throws IOException, InterruptedException {
        return call(method, "/v2/" + repository + "/blobs/" + digest);
    }

    HttpResponse<byte[]> manifest(String method, String reference) throws IOException, InterruptedException {
        return call(method, "/v2/" + repository + "/manifests/" + reference);
    }

    /// In one request.
    HttpResponse<byte[]> push(byte[] content) throws IOException, InterruptedException {
        return call("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + Digest.sha256(content), content);
    }

    HttpResponse<byte[]> pushManifest(String tag, byte[] content) throws IOException, InterruptedException {
        return call("PUT", "/v2/" + repository + "/manifests/" + tag, content);
    }

    /// The path of a new upload.
    String start() throws IOException, InterruptedException {
        return call("POST", "/v2/" + repository + "/blobs/uploads/")
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    HttpResponse<byte[]> finish(String upload, byte[] rest, Digest digest) throws IOException, InterruptedException {
        return call("PUT", upload + "?digest=" + digest, rest);
    }

    /// What the registry says it has of an upload.
    String range(String upload) throws IOException, InterruptedException {
        return call("GET", upload).headers().firstValue("Range").orElse("no such upload");
    }

    /// An image without layers.
    static byte[] image(byte[] config) {
        return """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/x","digest":"%s","size":%d},"layers":[]}""".formatted(MANIFEST, Digest.sha256(config), config.length).getBytes(StandardCharsets.UTF_8);
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
