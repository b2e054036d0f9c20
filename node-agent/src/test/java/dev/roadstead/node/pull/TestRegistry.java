package dev.roadstead.node.pull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.roadstead.node.tls.TestCa;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A registry on 127.0.0.1 that serves what it is given, remembers what it was asked, and can be told to misbehave.
public final class TestRegistry implements AutoCloseable {
    private final HttpServer server;
    private final boolean tls;
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    public TestRegistry(@Nullable TestCa ca) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
            if (ca == null) {
                server = HttpServer.create(address, 0);
            } else {
                HttpsServer https = HttpsServer.create(address, 0);
                https.setHttpsConfigurator(new HttpsConfigurator(ca.server()));
                server = https;
            }
            tls = ca != null;
            server.createContext("/", this::serve);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public String url() {
        return (tls ? "https://" : "http://") + authority();
    }

    public List<String> requests() {
        return requests;
    }

    /// Answers everything with this status.
    public void answersAlways(int newStatus) {
        status = newStatus;
    }

    public Digest put(byte[] content) {
        Digest digest = Digest.sha256(content);
        contents.put(digest.toString(), content);
        return digest;
    }

    public void tag(String tag, byte[] manifest) {
        contents.put(tag, manifest);
    }

    /// An image with one layer, by tag and by digest.
    public Digest image(String tag) {
        byte[] layer = "the layer".getBytes(StandardCharsets.US_ASCII);
        byte[] config = "{}".getBytes(StandardCharsets.US_ASCII);
        byte[] manifest = """
                {"schemaVersion":2,"config":{"digest":"%s","size":%d},"layers":[{"digest":"%s","size":%d}]}""".formatted(put(config), config.length, put(layer), layer.length)
                .getBytes(StandardCharsets.US_ASCII);
        contents.put(tag, manifest);
        return put(manifest);
    }

    public void corrupt(Digest digest) {
        contents.put(digest.toString(), "something else".getBytes(StandardCharsets.US_ASCII));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            String path = exchange.getRequestURI().getPath();
            byte[] content = path.equals("/v2/")
                    ? new byte[] {'{', '}'}
                    : contents.get(path.substring(path.lastIndexOf('/') + 1));
            if (status != 200 || content == null) {
                exchange.sendResponseHeaders(status != 200 ? status : 404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", MediaTypes.OCI_MANIFEST);
            exchange.getResponseHeaders()
                    .set("Docker-Content-Digest", Digest.sha256(content).toString());
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
