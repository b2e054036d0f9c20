package dev.roadstead.node.proof;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.roadstead.oci.MediaTypes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Serves the probe image on 127.0.0.1 while a probe runs, and remembers for whom it was asked.
final class ProbeEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> contents;
    private final String manifest;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    ProbeEndpoint(ProbeImage image) throws IOException {
        this.contents = image.contents();
        this.manifest = image.digest().toString();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/v2/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Whether a request said that it is for this host.
    boolean wasAskedFor(String host) {
        return asked.contains("ns=" + host);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getRawQuery();
            if (query != null) {
                asked.add(query);
            }
            String path = exchange.getRequestURI().getPath();
            String digest = path.substring(path.lastIndexOf('/') + 1);
            byte[] content = contents.get(digest);
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String type = digest.equals(manifest) ? MediaTypes.OCI_MANIFEST : "application/octet-stream";
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
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
