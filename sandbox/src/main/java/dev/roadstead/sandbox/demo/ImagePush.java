package dev.roadstead.sandbox.demo;

import dev.roadstead.sandbox.cluster.Access;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// Pushes an image as the OCI distribution specification says: blobs first, each in one piece, then the manifest.
final class ImagePush {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI registry;
    private final String authorization;
    private final String caPem;

    /// @param registry `https://host:port`
    ImagePush(URI registry, String caPem, String user, String password) {
        this.registry = registry;
        this.caPem = caPem;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    void push(DemoImage image, String repository, String tag) throws InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(Access.trust(caPem))
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            blob(http, repository, image.layer());
            blob(http, repository, image.config());
            expect(
                    201,
                    send(
                            http,
                            request(registry.resolve("/v2/" + repository + "/manifests/" + tag))
                                    .header("Content-Type", DemoImage.MANIFEST)
                                    .PUT(BodyPublishers.ofByteArray(image.manifest()))),
                    "the manifest");
        }
    }

    private void blob(HttpClient http, String repository, byte[] content) throws InterruptedException {
        HttpResponse<String> begun = expect(
                202,
                send(
                        http,
                        request(registry.resolve("/v2/" + repository + "/blobs/uploads/"))
                                .POST(BodyPublishers.noBody())),
                "the start of an upload");
        String location = begun.headers()
                .firstValue("Location")
                .orElseThrow(() -> new DemoException("the registry began an upload without saying where"));
        String digest = DemoImage.digest(content);
        URI target = registry.resolve(location + (location.contains("?") ? "&" : "?") + "digest=" + digest);
        expect(
                201,
                send(
                        http,
                        request(target)
                                .header("Content-Type", "application/octet-stream")
                                .PUT(BodyPublishers.ofByteArray(content))),
                "a blob");
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpClient http, HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DemoException("the registry at " + registry + " cannot be reached: " + e, e);
        }
    }

    private static HttpResponse<String> expect(int status, HttpResponse<String> response, String what) {
        if (response.statusCode() != status) {
            throw new DemoException("the registry answered %d to %s: %s"
                    .formatted(response.statusCode(), what, response.body().strip()));
        }
        return response;
    }
}
