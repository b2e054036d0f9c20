package dev.roadstead.node.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.node.http.HttpAnswer;
import dev.roadstead.node.http.HttpOrigin;
import dev.roadstead.node.http.HttpRequest;
import dev.roadstead.node.tls.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// One API server, as the service account whose folder is mounted. Token and CA are read anew, because both rotate.
public final class KubeClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final JsonMapper JSON = new JsonMapper();
    private final URI server;
    private final Path serviceAccount;
    private byte[] ca = new byte[0];
    private @Nullable HttpOrigin origin;

    /// @param serviceAccount folder with `token` and, for https, `ca.crt`
    public KubeClient(URI server, Path serviceAccount) {
        this.server = server;
        this.serviceAccount = serviceAccount;
    }

    /// Absent when there is no such object; throws [KubeException], as every call does.
    public Optional<ObjectNode> get(String path) {
        try {
            return Optional.of(object(send(HttpRequest.get(path, headers()), ANSWER)));
        } catch (KubeException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Server-side apply; the answer is the object as it is now.
    public ObjectNode apply(String path, String fieldManager, ObjectNode object) {
        String query = "?force=true&fieldManager=" + URLEncoder.encode(fieldManager, StandardCharsets.UTF_8);
        Map<String, String> headers = headers();
        headers.put("Content-Type", "application/apply-patch+yaml");
        return object(send(new HttpRequest("PATCH", path + query, headers, object.toString()), ANSWER));
    }

    /// One page of a list.
    ObjectNode list(String path, int limit, String continued) {
        String query = "?limit=" + limit
                + (continued.isEmpty() ? "" : "&continue=" + URLEncoder.encode(continued, StandardCharsets.UTF_8));
        return object(send(HttpRequest.get(path + query, headers()), ANSWER));
    }

    /// Events, one JSON object a line, until the server or the caller closes it.
    InputStream watch(String path, String resourceVersion, Duration duration) {
        String query = "?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + duration.toSeconds()
                + "&resourceVersion=" + URLEncoder.encode(resourceVersion, StandardCharsets.UTF_8);
        return send(HttpRequest.get(path + query, headers()), duration.plus(ANSWER));
    }

    private Map<String, String> headers() {
        try {
            String token = Files.readString(serviceAccount.resolve("token"), StandardCharsets.US_ASCII)
                    .strip();
            return new HashMap<>(Map.of("Authorization", "Bearer " + token, "Accept", "application/json"));
        } catch (IOException e) {
            throw new KubeException(0, "the service account's token cannot be read: " + e);
        }
    }

    private InputStream send(HttpRequest request, Duration silence) {
        HttpAnswer answer;
        try {
            answer = origin().send(request, ANSWER, silence);
        } catch (IOException e) {
            throw new KubeException(0, "the API server at " + server + " does not answer: " + e);
        }
        if (answer.status() / 100 == 2) {
            return answer.body();
        }
        throw new KubeException(answer.status(), message(request, answer));
    }

    private static String message(HttpRequest request, HttpAnswer answer) {
        String what = request.method() + " " + request.target().split("\\?", 2)[0] + " was answered " + answer.status();
        try (InputStream body = answer.body()) {
            String reason =
                    JSON.readTree(body.readNBytes(64 << 10)).path("message").asText();
            return reason.isEmpty() ? what : what + ": " + reason;
        } catch (IOException e) {
            return what;
        }
    }

    private static ObjectNode object(InputStream body) {
        try (body) {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                // The end of the answer sets its connection free for the next request.
                body.skip(Long.MAX_VALUE);
                return object;
            }
            throw new KubeException(0, "the API server sent something that is not an object");
        } catch (IOException e) {
            throw new KubeException(0, "the API server's answer broke off: " + e);
        }
    }

    static JsonNode event(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new KubeException(0, "the API server sent an event that is not JSON");
        }
    }

    private synchronized HttpOrigin origin() throws IOException {
        Path file = serviceAccount.resolve("ca.crt");
        byte[] current = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        if (origin == null || !Arrays.equals(current, ca)) {
            SSLContext tls = current.length > 0 ? Trust.only(certificates(current, file)) : Trust.system();
            if (origin != null) {
                origin.close();
            }
            origin = new HttpOrigin(server, tls, CONNECT);
            ca = current;
        }
        return origin;
    }

    private static List<X509Certificate> certificates(byte[] pem, Path file) throws IOException {
        try {
            return Trust.certificates(pem);
        } catch (CertificateException e) {
            throw new IOException(file + " holds no certificate", e);
        }
    }
}
