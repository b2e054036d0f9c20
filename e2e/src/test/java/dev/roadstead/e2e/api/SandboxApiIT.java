package dev.roadstead.e2e.api;

import dev.roadstead.sandbox.server.SandboxApiServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The suites against the sandbox's API server.
class SandboxApiIT {
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

        @Override
        void forgetHistory() {
            server.compactHistory();
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
