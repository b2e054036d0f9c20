package dev.roadstead.e2e.api;

import dev.roadstead.e2e.kubernetes.KubernetesControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/// The suites against a real kube-apiserver with its controllers.
class KubernetesApiIT {
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

    @Nested
    class Objects extends ObjectBehaviours {
        @Override
        KubeClient client() {
            return client;
        }
    }

    @Nested
    class Refusing extends RefusalBehaviours {
        @Override
        KubeClient client() {
            return client;
        }
    }

    @Nested
    class Storing extends StoredFormBehaviours {
        @Override
        KubeClient client() {
            return client;
        }
    }

    @Nested
    class Patching extends PatchBehaviours {
        @Override
        KubeClient client() {
            return client;
        }
    }

    @Nested
    class Applying extends ApplyBehaviours {
        @Override
        KubeClient client() {
            return client;
        }
    }

    @Nested
    class Deleting extends DeletionBehaviours {
        @Override
        KubeClient client() {
            return client;
        }
    }

    @Nested
    class Watching extends WatchBehaviours {
        @Override
        KubeClient client() {
            return client;
        }
    }

    @Nested
    class CustomResources extends CustomResourceBehaviours {
        @Override
        KubeClient client() {
            return client;
        }
    }

    @Nested
    class Discovering extends DiscoveryBehaviours {
        @Override
        KubeClient client() {
            return client;
        }
    }

    @Nested
    class Fixtures extends CrdFixtures {
        @Override
        KubeClient client() {
            return client;
        }
    }

    @Nested
    class Kubectl extends KubectlSession {
        @Override
        KubeClient client() {
            return client;
        }
    }
}
