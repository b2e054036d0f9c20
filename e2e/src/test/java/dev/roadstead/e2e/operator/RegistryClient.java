package dev.roadstead.e2e.operator;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// A client of a registry without TLS: pushes an image of one layer, pulls what it is told to.
///
/// @param authorization value of the header; empty to stay anonymous
record RegistryClient(HttpClient http, URI registry, String authorization) {

    static RegistryClient of(RegistryPod pod, String username, String password) {
        String token = Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new RegistryClient(HttpClient.newHttpClient(), url(pod), "Basic " + token);
    }

    static RegistryClient anonymous(RegistryPod pod) {
        return new RegistryClient(HttpClient.newHttpClient(), url(pod), "");
    }

    static URI url(RegistryPod pod) {
        return URI.create("http://" + pod.address() + ":5000");
    }

    /// An image whose only layer is this text; the digest of its manifest.
    Digest push(String repository, String tag, String text) {
        byte[] layer = text.getBytes(StandardCharsets.UTF_8);
        byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
        blob(repository, layer);
        blob(repository, config);
        byte[] manifest = """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},\
                "layers":[{"mediaType":"text/plain","digest":"%s","size":%d}]}""".formatted(
                        MediaTypes.OCI_MANIFEST, Digest.sha256(config), Digest.sha256(layer), layer.length)
                .getBytes(StandardCharsets.UTF_8);
        created(send(
                "PUT", "/v2/" + repository + "/manifests/" + tag, manifest, "Content-Type", MediaTypes.OCI_MANIFEST));
        return Digest.sha256(manifest);
    }

    private void blob(String repository, byte[] content) {
        HttpResponse<byte[]> upload = send("POST", "/v2/" + repository + "/blobs/uploads/", new byte[0]);
        String location = upload.headers().firstValue("Location").orElseThrow();
        created(send(
                "PUT",
                location + (location.contains("?") ? "&" : "?") + "digest=" + Digest.sha256(content),
                content,
                "Content-Type",
                "application/octet-stream"));
    }

    private static void created(HttpResponse<byte[]> response) {
        if (response.statusCode() != 201) {
            throw new AssertionError(response + ": " + new String(response.body(), StandardCharsets.UTF_8));
        }
    }

    /// Waits until the registry answers, whatever that is.
    RegistryClient awaitAnswer() {
        Cluster.soon()
                .ignoreException(UncheckedIOException.class)
                .until(() -> get("/v2/").statusCode() > 0);
        return this;
    }

    HttpResponse<byte[]> get(String path) {
        return send("GET", path, new byte[0]);
    }

    /// @param target a path, or a whole URL of the registry
    private HttpResponse<byte[]> send(String method, String target, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(registry.resolve(target))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
