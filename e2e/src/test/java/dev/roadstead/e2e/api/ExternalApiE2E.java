package dev.roadstead.e2e.api;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The suites against an API server that runs already: `ROADSTEAD_API_SERVER` names a kubeconfig with a token.
/// `ROADSTEAD_API_SERVER_CONTROLLERS=false` says that no controller manager runs beside it.
@EnabledIfEnvironmentVariable(
        named = "ROADSTEAD_API_SERVER",
        matches = ".+",
        disabledReason = "ROADSTEAD_API_SERVER names no kubeconfig of an API server to test against")
class ExternalApiE2E {
    private static KubeClient client;

    @BeforeAll
    static void connect() throws IOException {
        client = new KubeClient(ApiServerAddress.fromKubeconfig(Path.of(System.getenv("ROADSTEAD_API_SERVER"))));
        RoadsteadCrds.install(client);
    }

    @AfterAll
    static void disconnect() {
        client.close();
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
        boolean hasControllers() {
            return !"false".equals(System.getenv("ROADSTEAD_API_SERVER_CONTROLLERS"));
        }

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
