package dev.roadstead.registry;

import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.HttpServer;
import java.io.IOException;

/// The running registry: every listening server and what stands behind it.
final class RegistryServer implements AutoCloseable {
    private final HttpServer registry;

    private RegistryServer(HttpServer registry) {
        this.registry = registry;
    }

    /// @param distribution answers `/v2/…`
    static RegistryServer start(ServeOptions options, Handler distribution) throws IOException {
        return new RegistryServer(HttpServer.start(HttpServer.Setup.plain("registry", options.listen(), distribution)));
    }

    String url() {
        return "http://" + registry.address().getHostString() + ":"
                + registry.address().getPort();
    }

    @Override
    public void close() {
        registry.close();
    }
}
