package dev.roadstead.e2e.api;

import dev.roadstead.e2e.kubernetes.KubernetesControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The suites against a real kube-apiserver with its controllers.
class KubernetesApiIT extends AllApiSuites {
    private static @Nullable KubernetesControlPlane server;
    private static @Nullable KubeClient client;

    @BeforeAll
    static void start() throws IOException {
        server = KubernetesControlPlane.start(Path.of("target", "scenarios", "KubernetesApiIT-" + System.nanoTime()));
        client = new KubeClient(new ApiServerAddress(server.url(), server.caPem(), server.adminToken()));
        RoadsteadCrds.install(client);
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Override
    KubeClient client() {
        return client;
    }
}
