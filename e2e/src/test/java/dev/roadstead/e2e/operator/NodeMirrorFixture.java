package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.message;
import static dev.roadstead.e2e.operator.Cluster.soon;
import static dev.roadstead.e2e.operator.Cluster.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.NodeMirrorStatus;
import dev.roadstead.crd.NodeState;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What the scenarios of NodeMirrors share: a Registry, a NodeMirror that selects the nodes of this test, and the
/// nodes.
abstract class NodeMirrorFixture extends OperatorScenarios {
    static final String HOST = "registry.example.com";

    /// Of this test alone; the NodeMirror has this name, too.
    String namespace;

    private final List<PlayedAgent> nodes = new ArrayList<>();

    @BeforeEach
    void newNamespace() {
        namespace = cluster.namespace();
    }

    /// The cluster's nodes and NodeMirrors are seen by all tests.
    @AfterEach
    void forgetNodes() {
        var client = cluster.client();
        for (NodeMirror mirror : client.resources(NodeMirror.class).list().getItems()) {
            String name = mirror.getMetadata().getName();
            cluster.annotate(NodeMirror.class, namespace, name, "roadstead.dev/confirm-deletion", name);
            client.resource(mirror).delete();
        }
        nodes.forEach(PlayedAgent::leave);
        nodes.clear();
        soon().until(() -> client.resources(NodeMirror.class).list().getItems().isEmpty());
        if (controlPlane.collectsGarbage()) {
            soon().until(() ->
                    client.resources(NodeState.class).list().getItems().isEmpty());
        }
    }

    void applyRegistry(String spec) {
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: Registry
                metadata: {name: harbour, namespace: %s}
                spec: %s
                """.formatted(namespace, spec));
    }

    void applyRegistry() {
        applyRegistry("{storage: {filesystem: {size: 1Gi}}}");
    }

    /// @param more fields of the spec, besides selector and mirrors
    void applyMirror(String more) {
        applyMirror(namespace, more);
    }

    void applyMirror(String name, String more) {
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: NodeMirror
                metadata: {name: %s}
                spec:
                  nodeSelector: {matchLabels: {test: %2$s}}
                  mirrors: [{host: %3$s, endpoints: [{registryRef: {namespace: %2$s, name: harbour}}]}]
                  %4$s
                """.formatted(name, namespace, HOST, more));
    }

    /// A Registry and a NodeMirror with its plan.
    NodeMirrorStatus.Plan planned() {
        applyRegistry();
        applyMirror("");
        return awaitPlan();
    }

    NodeMirrorStatus.Plan awaitPlan() {
        soon().until(() -> plan() != null);
        return plan();
    }

    NodeMirrorStatus.Plan plan() {
        NodeMirrorStatus status = status();
        return status == null ? null : status.plan();
    }

    NodeMirrorStatus status() {
        return cluster.nodeMirror(namespace).getStatus();
    }

    /// A node that the NodeMirror selects.
    PlayedAgent join(String name) {
        return join(name, Map.of("test", namespace));
    }

    PlayedAgent join(String name, Map<String, String> labels) {
        PlayedAgent node = PlayedAgent.join(cluster.client(), namespace + "-" + name, labels);
        nodes.add(node);
        return node;
    }

    void awaitState(String condition, String wanted) {
        soon().untilAsserted(() -> {
            List<Condition> conditions = cluster.conditionsOfNodeMirror(namespace);
            assertThat(state(conditions, condition))
                    .as(message(conditions, condition))
                    .isEqualTo(wanted);
        });
    }

    /// @param counts total, proven, applied, applying, failed, unreachable
    void awaitCounts(Integer... counts) {
        soon().untilAsserted(() -> {
            NodeMirrorStatus.Nodes nodes = status().nodes();
            assertThat(nodes).isNotNull();
            assertThat(List.of(
                            nodes.total(),
                            nodes.proven(),
                            nodes.applied(),
                            nodes.applying(),
                            nodes.failed(),
                            nodes.unreachable()))
                    .containsExactly(counts);
        });
    }

    /// Of the ConfigMap that the Registry hands out.
    String registryCa() {
        return cluster.client()
                .configMaps()
                .inNamespace(namespace)
                .withName("harbour-ca")
                .get()
                .getData()
                .get("ca.crt");
    }

    /// A new one at each call, from a CA of its own.
    void applyOwnCertificate() {
        OwnCertificate own = OwnCertificate.of("harbour." + namespace + ".svc");
        cluster.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: my-cert, namespace: %s}
                type: kubernetes.io/tls
                stringData: {tls.crt: "%s", tls.key: "%s", ca.crt: "%s"}
                """.formatted(namespace, line(own.certificatePem()), line(own.keyPem()), line(own.caPem())));
    }

    /// A text of many lines for a YAML string in double quotes.
    static String line(String text) {
        return text.replace("\n", "\\n");
    }

    void delete() {
        cluster.client().resources(NodeMirror.class).withName(namespace).delete();
    }
}
