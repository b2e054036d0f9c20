package dev.roadstead.sandbox.server;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One API server for a test class, with a client of its administrator. Each test takes a namespace of its own.
public final class Sandbox implements BeforeAllCallback, AfterAllCallback {

    private SandboxApiServer server;
    private Client client;
    private int namespaces;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        server = SandboxApiServer.start(SandboxApiServer.Options.inMemory().withBookmarkEvery(Duration.ofMillis(200)));
        client = Client.admin(server);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        client.close();
        server.close();
    }

    public SandboxApiServer server() {
        return server;
    }

    public Client client() {
        return client;
    }

    /// Makes a namespace and answers its name.
    public String namespace() {
        String name = "test-" + ++namespaces;
        client.post("/api/v1/namespaces", "metadata: {name: %s}".formatted(name));
        return name;
    }

    public String core(String namespace, String plural) {
        return "/api/v1/namespaces/" + namespace + "/" + plural;
    }

    public String apps(String namespace, String plural) {
        return "/apis/apps/v1/namespaces/" + namespace + "/" + plural;
    }

    public String configMap(String namespace, String name, String data) {
        client.post(core(namespace, "configmaps"), "{metadata: {name: %s}, data: {key: %s}}".formatted(name, data));
        return core(namespace, "configmaps") + "/" + name;
    }
}
