package dev.roadstead.e2e.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The operator's service account with the roles that a cluster is given.
final class OperatorAccount {
    private static final Path RBAC = Path.of("..", "config", "rbac");

    private OperatorAccount() {}

    /// Installs `config/rbac` and returns a token of the service account.
    static String token(String adminKubeconfig) {
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(adminKubeconfig))
                .build()) {
            for (String file : new String[] {
                "namespace.yaml", "operator-service-account.yaml", "operator-role.yaml", "operator-leader-role.yaml"
            }) {
                install(client, RBAC.resolve(file));
            }
            return client.serviceAccounts()
                    .inNamespace(OperatorScenarios.OPERATOR_NAMESPACE)
                    .withName("roadstead-operator")
                    .tokenRequest(
                            new TokenRequestBuilder().withNewSpec().endSpec().build())
                    .getStatus()
                    .getToken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void install(KubernetesClient client, Path file) throws IOException {
        try (InputStream yaml = Files.newInputStream(file)) {
            for (HasMetadata object : client.load(yaml).items()) {
                client.resource(object).fieldManager("kubectl").forceConflicts().serverSideApply();
            }
        }
    }
}
