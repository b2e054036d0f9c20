package dev.roadstead.registry.proxy;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.Headers;
import dev.roadstead.registry.http.HttpServer;
import dev.roadstead.registry.http.ListenAddress;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A real server that plays an upstream, as well or as badly as its script says.
final class TestUpstream implements AutoCloseable {
    private final Map<String, Handler> script = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Handler before = _ -> null;

    TestUpstream() throws IOException {
        server = HttpServer.start(HttpServer.Setup.plain("upstream", ListenAddress.parse("127.0.0.1:0"), this::handle));
    }

    private Response handle(Request request) throws IOException {
        requests.add(request);
        Response early = before.handle(request);
        if (early != null) {
            return early;
        }
        Handler handler = script.get(request.path());
        if (handler == null) {
            throw OciException.of(ErrorCode.MANIFEST_UNKNOWN);
        }
        return handler.handle(request);
    }

    String url() {
        return "http://127.0.0.1:" + server.address().getPort();
    }

    /// Answers first, for every path; null passes on.
    void before(Handler handler) {
        before = handler;
    }

    void on(String path, Handler handler) {
        script.put(path, handler);
    }

    /// "GET /path" of every request so far.
    List<String> asked() {
        return requests.stream()
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    List<Request> requests() {
        return requests;
    }

    void forget() {
        requests.clear();
    }

    static byte[] manifest(Digest config, int configSize, Digest layer, int layerSize) {
        return """
                { "schemaVersion": 2,   "mediaType": "%s",
                  "config": {"mediaType": "%s", "digest": "%s", "size": %d},
                  "layers": [{"mediaType": "%s", "digest": "%s", "size": %d}] }
                """.formatted(
                        MediaTypes.OCI_MANIFEST,
                        MediaTypes.OCI_CONFIG,
                        config,
                        configSize,
                        MediaTypes.OCI_LAYER_GZIP,
                        layer,
                        layerSize)
                .getBytes(StandardCharsets.UTF_8);
    }

    Digest manifest(String repository, String tag, byte[] content) {
        Digest digest = Digest.sha256(content);
        Handler answer = _ -> new Response(
                200,
                Headers.of("Content-Type", MediaTypes.OCI_MANIFEST).with("Docker-Content-Digest", digest.toString()),
                new Response.Bytes(content));
        on("/v2/" + repository + "/manifests/" + tag, answer);
        on("/v2/" + repository + "/manifests/" + digest, answer);
        return digest;
    }

    Digest blob(String repository, byte[] content) {
        Digest digest = Digest.sha256(content);
        on("/v2/" + repository + "/blobs/" + digest, _ -> Response.of(200, "application/octet-stream", content));
        return digest;
    }

    @Override
    public void close() {
        server.close();
    }
}
