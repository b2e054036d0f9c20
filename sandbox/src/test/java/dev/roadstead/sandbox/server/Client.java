package dev.roadstead.sandbox.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Speaks to an API server as any client does: over TLS, with a bearer token.
public final class Client implements AutoCloseable {

    public static final JsonMapper JSON = new JsonMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private final URI server;
    private final String token;
    private final HttpClient http;

    public Client(URI server, String caPem, String token) {
        this.server = server;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .sslContext(trusting(caPem))
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    public static Client admin(SandboxApiServer server) {
        return new Client(server.address(), server.caPem(), server.adminToken());
    }

    /// An answer: status, headers and the body as JSON (missing when it is none).
    public record Answer(int status, HttpResponse<String> response, JsonNode body) {

        public String message() {
            return body.path("message").asText();
        }

        public String reason() {
            return body.path("reason").asText();
        }

        public String at(String pointer) {
            return body.at(pointer).asText("");
        }
    }

    public static ObjectNode yaml(String text) {
        try {
            return (ObjectNode) YAML.readTree(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Answer get(String path) {
        return send("GET", path, "", "", "");
    }

    public Answer get(String path, String accept) {
        return send("GET", path, "", "", accept);
    }

    public Answer post(String path, String yaml) {
        return send("POST", path, "application/json", yaml(yaml).toString(), "");
    }

    public Answer put(String path, JsonNode body) {
        return send("PUT", path, "application/json", body.toString(), "");
    }

    public Answer patch(String path, String type, String body) {
        return send("PATCH", path, "application/" + type, body, "");
    }

    public Answer apply(String path, String manager, String yaml) {
        String separator = path.contains("?") ? "&" : "?";
        return send("PATCH", path + separator + "fieldManager=" + manager, "application/apply-patch+yaml", yaml, "");
    }

    public Answer delete(String path) {
        return send("DELETE", path, "", "", "");
    }

    public Answer delete(String path, String options) {
        return send("DELETE", path, "application/json", options, "");
    }

    public Answer send(String method, String path, String contentType, String body, String accept) {
        HttpRequest.Builder request = request(path).timeout(Duration.ofSeconds(30));
        request.method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode json = type.startsWith("application/json") ? JSON.readTree(response.body()) : JSON.missingNode();
            return new Answer(response.statusCode(), response, json);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Opens a watch; its events arrive in the returned queue.
    public Watch watch(String path) {
        try {
            HttpResponse<InputStream> response =
                    http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
            return new Watch(response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// An open watch.
    public static final class Watch implements AutoCloseable {

        private static final JsonNode END = JSON.createObjectNode().put("type", "END");
        private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
        private final InputStream stream;

        private Watch(InputStream stream) {
            this.stream = stream;
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    events.add(JSON.readTree(line));
                }
            } catch (IOException _) {
                // Closed by this test or cut by the server: the end either way.
            }
            events.add(END);
        }

        /// `TYPE name` of the next event; END when the watch is over.
        public String next() {
            JsonNode event = nextEvent();
            return (event.path("type").asText() + " "
                            + event.at("/object/metadata/name").asText(""))
                    .trim();
        }

        public JsonNode nextEvent() {
            try {
                JsonNode event = events.poll(10, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("no watch event within 10 s");
                }
                return event;
            } catch (InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void close() {
            try {
                stream.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.header("User-Agent", "test/1.0");
    }

    private static SSLContext trusting(String caPem) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "ca",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
