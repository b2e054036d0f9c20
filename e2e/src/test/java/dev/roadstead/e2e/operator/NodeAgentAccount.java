package dev.roadstead.e2e.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The node agents' service account with the roles that a cluster is given, and its tokens.
final class NodeAgentAccount {
    private static final Path MANIFESTS = Path.of("..", "config", "node-agent");
    private static final String NAMESPACE = "roadstead-nodes";
    private static final String NAME = "roadstead-node-agent";

    private final KubernetesClient client;

    private NodeAgentAccount(KubernetesClient client) {
        this.client = client;
    }

    /// Of `config/node-agent`, without the DaemonSet.
    static NodeAgentAccount install(KubernetesClient client) {
        for (String file : List.of("namespace.yaml", "role.yaml")) {
            try (InputStream yaml = Files.newInputStream(MANIFESTS.resolve(file))) {
                for (HasMetadata object : client.load(yaml).items()) {
                    client.resource(object)
                            .fieldManager("kubectl")
                            .forceConflicts()
                            .serverSideApply();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new NodeAgentAccount(client);
    }

    /// A token that is bound to nothing.
    String token() {
        return token(new TokenRequestBuilder().withNewSpec().endSpec().build());
    }

    /// A token such as the kubelet of a node asks for: bound to a pod there, which is made.
    String tokenOn(String node) {
        Pod pod = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withGenerateName(NAME + "-")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withNewSpec()
                        .withServiceAccountName(NAME)
                        .withNodeName(node)
                        .addNewContainer()
                        .withName("agent")
                        .withImage("agent")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        return token(new TokenRequestBuilder()
                .withNewSpec()
                .withNewBoundObjectRef(
                        "v1",
                        "Pod",
                        pod.getMetadata().getName(),
                        pod.getMetadata().getUid())
                .endSpec()
                .build());
    }

    private String token(TokenRequest request) {
        return client.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }
}
