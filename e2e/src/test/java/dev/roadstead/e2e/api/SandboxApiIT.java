package dev.roadstead.e2e.api;

import dev.roadstead.sandbox.server.SandboxApiServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The suites against the sandbox's API server.
class SandboxApiIT extends AllApiSuites {
    @TempDir
    static Path folder;

    private static SandboxApiServer server;
    private static KubeClient client;

    @BeforeAll
    static void start() throws IOException {
        server = SandboxApiServer.start(SandboxApiServer.Options.in(folder));
        client = new KubeClient(new ApiServerAddress(server.address(), server.caPem(), server.adminToken()));
        RoadsteadCrds.install(client);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Override
    KubeClient client() {
        return client;
    }

    @Override
    void forgetHistory() {
        server.compactHistory();
    }
}
