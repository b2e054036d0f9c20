package dev.roadstead.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;

/// Pushes and pulls over HTTP, as a client does who has this name and password.
///
/// @param trust what an https server must prove
record RegistryUser(URI registry, String name, String password, Optional<ServerTrust> trust) {
    private static final int TIMEOUT_IN_MILLIS = 30_000;

    /// Status and digest of the body; the digest of an error page tells nothing.
    record Answer(int status, Digest digest) {}

    static RegistryUser of(String url, String name, String password) {
        return new RegistryUser(URI.create(url), name, password, Optional.empty());
    }

    void push(String repository, String tag, Image image) {
        image.blobs().forEach((digest, content) -> {
            Answer stored = send("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + digest, content);
            assertThat(stored.status()).isEqualTo(201);
        });
        Answer stored = send("PUT", "/v2/" + repository + "/manifests/" + tag, image.manifestBytes());
        assertThat(stored.status()).isEqualTo(201);
    }

    /// Begins an upload, which nobody goes on with.
    void beginUpload(String repository) {
        assertThat(send("POST", "/v2/" + repository + "/blobs/uploads/", new byte[0])
                        .status())
                .isEqualTo(202);
    }

    /// Pulls manifest and blobs, which must be these byte for byte.
    void pulls(String repository, String reference, Image image) {
        assertThat(manifest(repository, reference)).isEqualTo(new Answer(200, image.digest()));
        image.blobs()
                .keySet()
                .forEach(digest -> assertThat(get("/v2/" + repository + "/blobs/" + digest))
                        .isEqualTo(new Answer(200, digest)));
    }

    Answer manifest(String repository, String reference) {
        return get("/v2/" + repository + "/manifests/" + reference);
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    private Answer send(String method, String path, byte[] body) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) registry.resolve(path).toURL().openConnection();
            if (connection instanceof HttpsURLConnection secure) {
                trust.orElseThrow().guard(secure);
            }
            connection.setConnectTimeout(TIMEOUT_IN_MILLIS);
            connection.setReadTimeout(TIMEOUT_IN_MILLIS);
            connection.setRequestMethod(method);
            headers().forEach(connection::setRequestProperty);
            if (body != null) {
                boolean manifest = method.equals("PUT");
                connection.setRequestProperty(
                        "Content-Type", manifest ? MediaTypes.OCI_MANIFEST : "application/octet-stream");
                connection.setDoOutput(true);
                connection.getOutputStream().write(body);
            }
            return answer(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> headers() {
        String pair = name + ":" + password;
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return Map.of("Authorization", "Basic " + basic, "Accept", MediaTypes.OCI_MANIFEST, "Connection", "close");
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, Digest.sha256(body == null ? new byte[0] : body.readAllBytes()));
        }
    }
}
