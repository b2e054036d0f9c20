package dev.roadstead.e2e.chain;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.sandbox.cluster.Access;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/// Pushes into the Registry `harbour` as its administrator, step by step, so that a test can stop in the middle.
final class Pusher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final URI registry;
    private final String authorization;
    private final HttpClient http;

    /// What a client needs is read from the cluster: the address of the Service, the CA, the password.
    Pusher(KubernetesClient client, String namespace) {
        String address = client.services()
                .inNamespace(namespace)
                .withName("harbour")
                .get()
                .getSpec()
                .getClusterIP();
        String ca = client.configMaps()
                .inNamespace(namespace)
                .withName("harbour-ca")
                .get()
                .getData()
                .get("ca.crt");
        var admin = client.secrets()
                .inNamespace(namespace)
                .withName("harbour-admin")
                .get()
                .getData();
        registry = URI.create("https://" + address + ":5000");
        authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString((decoded(admin.get("username")) + ":" + decoded(admin.get("password")))
                                .getBytes(StandardCharsets.UTF_8));
        http = HttpClient.newBuilder()
                .sslContext(Access.trust(ca))
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    void push(ChainImage image, String repository, String tag) throws IOException, InterruptedException {
        blob(repository, image.config());
        blob(repository, image.layer());
        manifest(image, repository, tag);
    }

    void blob(String repository, byte[] content) throws IOException, InterruptedException {
        finish(begin(repository), content, 0);
    }

    void manifest(ChainImage image, String repository, String tag) throws IOException, InterruptedException {
        expect(
                201,
                request("/v2/" + repository + "/manifests/" + tag)
                        .header("Content-Type", MediaTypes.OCI_MANIFEST)
                        .PUT(BodyPublishers.ofByteArray(image.manifest())));
    }

    boolean has(String repository, byte[] content) throws IOException, InterruptedException {
        HttpRequest head = request("/v2/" + repository + "/blobs/" + Digest.sha256(content))
                .HEAD()
                .build();
        return http.send(head, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }

    /// The path of a new upload.
    String begin(String repository) throws IOException, InterruptedException {
        return location(
                expect(202, request("/v2/" + repository + "/blobs/uploads/").POST(BodyPublishers.noBody())));
    }

    /// Sends a part and returns where the upload goes on, once the registry has acknowledged it.
    String append(String upload, byte[] content, int from, int to) throws IOException, InterruptedException {
        return location(
                expect(202, part(upload, from, to, BodyPublishers.ofByteArray(Arrays.copyOfRange(content, from, to)))));
    }

    /// Begins to send a part that stops halfway.
    CompletableFuture<HttpResponse<String>> appendSlowly(
            String upload, byte[] content, int from, StallingStream stalling) {
        BodyPublisher body =
                BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> stalling), content.length - from);
        return http.sendAsync(part(upload, from, content.length, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder part(String upload, int from, int to, BodyPublisher body) {
        return request(upload)
                .header("Content-Type", "application/octet-stream")
                .header("Content-Range", from + "-" + (to - 1))
                .method("PATCH", body);
    }

    /// How many bytes of an upload the registry has kept.
    int kept(String upload) throws IOException, InterruptedException {
        String range =
                expect(204, request(upload).GET()).headers().firstValue("Range").orElseThrow();
        return Integer.parseInt(range.substring(range.indexOf('-') + 1)) + 1;
    }

    void finish(String upload, byte[] content, int from) throws IOException, InterruptedException {
        String target = upload + (upload.contains("?") ? "&" : "?") + "digest=" + Digest.sha256(content);
        expect(
                201,
                request(target)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(BodyPublishers.ofByteArray(content, from, content.length - from)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(registry.resolve(path)).timeout(PATIENCE).header("Authorization", authorization);
    }

    private HttpResponse<String> expect(int status, HttpRequest.Builder builder)
            throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != status) {
            throw new AssertionError(
                    "%s %s: %d %s".formatted(request.method(), request.uri(), response.statusCode(), response.body()));
        }
        return response;
    }

    private static String location(HttpResponse<String> response) {
        URI location = URI.create(response.headers().firstValue("Location").orElseThrow());
        return location.getRawPath() + (location.getRawQuery() == null ? "" : "?" + location.getRawQuery());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
