package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.crd.NodeState;
import dev.roadstead.crd.NodeStateSpec;
import dev.roadstead.crd.NodeStateStatus;
import dev.roadstead.node.kube.KubeClient;
import dev.roadstead.node.kube.KubeException;
import dev.roadstead.node.report.NodeReport;
import dev.roadstead.node.report.NodeStates;
import dev.roadstead.node.runtime.RuntimeState;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `config/policies` in a real kube-apiserver: what a node agent's token may write, and what one that was stolen may
/// not.
class KubernetesPoliciesIT extends ControlPlaneScenarios {
    private static final String NO_NODE = "this token of a node agent names no node";

    private RealControlPlane kubernetes;
    private NodeAgentAccount account;
    private Cluster unbound;

    /// Two nodes of this test alone.
    private PlayedAgent own;

    private PlayedAgent other;
    private String token;
    private Cluster agent;

    @Override
    ControlPlane controlPlane() {
        kubernetes = new RealControlPlane(folder.resolve("control-plane"));
        return kubernetes;
    }

    @BeforeAll
    void install() throws IOException {
        account = NodeAgentAccount.install(cluster.client());
        cluster.apply(Files.readString(Path.of("..", "config", "policies", "node-agent-policy.yaml")));
        unbound = new Cluster(kubernetes.kubeconfig(account.token()));
        soon().untilAsserted(() -> assertThatThrownBy(() ->
                        unbound.client().resource(state("nobody")).dryRun().create())
                .hasMessageContaining(NO_NODE));
    }

    @BeforeEach
    void join() {
        String name = cluster.namespace();
        own = PlayedAgent.join(cluster.client(), name + "-own", Map.of());
        other = PlayedAgent.join(cluster.client(), name + "-other", Map.of());
        token = account.tokenOn(own.node());
        agent = new Cluster(kubernetes.kubeconfig(token));
    }

    @AfterEach
    void leave() {
        agent.close();
        own.leave();
        other.leave();
    }

    @AfterAll
    void close() {
        if (unbound != null) {
            unbound.close();
        }
    }

    @Test
    void isUnderstoodByTheApiServer() {
        soon().untilAsserted(() -> {
            ValidatingAdmissionPolicy policy = cluster.client()
                    .resources(ValidatingAdmissionPolicy.class)
                    .withName("roadstead-node-agent")
                    .get();
            assertThat(policy.getStatus()).isNotNull();
            assertThat(policy.getStatus().getObservedGeneration())
                    .isEqualTo(policy.getMetadata().getGeneration());
            assertThat(policy.getStatus().getTypeChecking().getExpressionWarnings())
                    .isEmpty();
        });
    }

    @Test
    void letsAnAgentWriteTheNodeStateOfItsNode() {
        NodeStates states = nodeStates(own);

        states.report(report("1"), uid(own));
        states.report(report("2"), uid(own));

        NodeState written = stored(own);
        assertThat(written.getMetadata().getOwnerReferences()).containsExactly(ownerOf(own));
        assertThat(written.getStatus().agentVersion()).isEqualTo("2");
    }

    @Test
    void refusesAnAgentTheNodeStateOfAnotherNode() {
        String refusal = "the agent of node %s may write NodeState %s only, not %s"
                .formatted(own.node(), own.node(), other.node());
        NodeState identity = state(other.node());
        identity.getMetadata().setOwnerReferences(List.of(ownerOf(other)));

        assertRefused(() -> agent.client().resource(identity).create(), refusal);
        assertRefused(() -> agent.client().resource(identity).patch(apply()), refusal);
        assertThatThrownBy(() -> nodeStates(other).report(report("stolen"), uid(other)))
                .isInstanceOfSatisfying(
                        KubeException.class, e -> assertThat(e.status()).isEqualTo(403))
                .hasMessageContaining(refusal);

        cluster.client().resource(identity).create();
        assertRefused(
                () -> agent.client()
                        .resources(NodeState.class)
                        .withName(other.node())
                        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"ownerReferences\": []}}"),
                refusal);
        assertRefused(
                () -> agent.client()
                        .resource(status(other))
                        .subresource("status")
                        .patch(apply()),
                refusal);
        assertThat(stored(other).getMetadata().getOwnerReferences()).containsExactly(ownerOf(other));
        assertThat(stored(other).getStatus()).isNull();
    }

    @Test
    void refusesATokenWithoutANode() {
        KubernetesClient client = unbound.client();
        assertRefused(() -> client.resource(state(own.node())).create(), NO_NODE);

        nodeStates(own).report(report("1"), uid(own));
        assertRefused(() -> client.resource(status(own)).subresource("status").patch(apply()), NO_NODE);
    }

    @Test
    void keepsANodeStateFromHoldingAnything() {
        NodeState owned = state(own.node());

        owned.getMetadata().setOwnerReferences(List.of(ownerOf(other)));
        assertRefused(() -> agent.client().resource(owned).create(), "may belong to Node " + own.node() + " only");

        OwnerReference blocking = ownerOf(own);
        blocking.setBlockOwnerDeletion(true);
        owned.getMetadata().setOwnerReferences(List.of(blocking));
        assertRefused(() -> agent.client().resource(owned).create(), "without blockOwnerDeletion");

        owned.getMetadata().setOwnerReferences(List.of(ownerOf(own)));
        owned.getMetadata().setFinalizers(List.of("example.com/never"));
        assertRefused(() -> agent.client().resource(owned).create(), "may not add finalizers");
    }

    /// Else whoever writes there would silence the agent.
    @Test
    void leavesTheAgentItsNodeStateWhateverOthersPutThere() {
        nodeStates(own).report(report("1"), uid(own));
        cluster.client().resources(NodeState.class).withName(own.node()).edit(state -> {
            state.getMetadata().getOwnerReferences().add(ownerOf(other));
            state.getMetadata().setFinalizers(List.of("example.com/backup"));
            return state;
        });

        nodeStates(own).report(report("2"), uid(own));

        assertThat(stored(own).getStatus().agentVersion()).isEqualTo("2");
        assertThat(stored(own).getMetadata().getFinalizers()).containsExactly("example.com/backup");
        cluster.client()
                .resources(NodeState.class)
                .withName(own.node())
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": []}}");
    }

    @Test
    void holdsAnAgentThatARoleAllowsMore() {
        cluster.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: more-for-agents}
                rules: [{apiGroups: [roadstead.dev], resources: [nodestates], verbs: [update, delete]}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: more-for-agents}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: more-for-agents}
                subjects: [{kind: ServiceAccount, name: roadstead-node-agent, namespace: roadstead-nodes}]
                """);
        var states = agent.client().resources(NodeState.class);
        nodeStates(own).report(report("1"), uid(own));
        cluster.client().resource(state(other.node())).create();

        soon().untilAsserted(
                        () -> assertRefused(() -> states.withName(other.node()).delete(), "not " + other.node()));
        assertRefused(() -> agent.client().resource(stored(other)).update(), "not " + other.node());
        states.withName(own.node()).delete();

        assertThat(stored(other)).isNotNull();
        assertThat(stored(own)).isNull();
    }

    @Test
    void letsOthersWriteWhatTheirRolesAllow() {
        KubernetesClient admin = cluster.client();

        assertThatCode(() -> {
                    admin.resource(state(other.node())).create();
                    admin.resource(status(other)).subresource("status").patch(apply());
                    admin.resources(NodeState.class).withName(other.node()).delete();
                })
                .doesNotThrowAnyException();
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(403))
                .hasMessageContaining("ValidatingAdmissionPolicy 'roadstead-node-agent'")
                .hasMessageContaining(message);
    }

    /// The agent's own writer for a node, with the token of the agent on this test's own node.
    private NodeStates nodeStates(PlayedAgent node) {
        try {
            Path folder = Files.createTempDirectory(this.folder, "account");
            Files.writeString(folder.resolve("token"), token);
            Files.write(
                    folder.resolve("ca.crt"),
                    Base64.getDecoder().decode(agent.client().getConfiguration().getCaCertData()));
            KubeClient client = new KubeClient(agent.client().getMasterUrl().toURI(), folder);
            return new NodeStates(client, node.node(), Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NodeReport report(String agentVersion) {
        return new NodeReport(
                agentVersion,
                new RuntimeState("containerd", "2.1", "/etc/containerd/certs.d", RuntimeState.Verdict.Effective, null),
                List.of());
    }

    private NodeState stored(PlayedAgent node) {
        return cluster.client().resources(NodeState.class).withName(node.node()).get();
    }

    private String uid(PlayedAgent node) {
        return cluster.client()
                .nodes()
                .withName(node.node())
                .get()
                .getMetadata()
                .getUid();
    }

    private OwnerReference ownerOf(PlayedAgent node) {
        return new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(node.node())
                .withUid(uid(node))
                .build();
    }

    private static NodeState state(String node) {
        NodeState state = new NodeState();
        state.setMetadata(new ObjectMetaBuilder().withName(node).build());
        state.setSpec(new NodeStateSpec(node));
        return state;
    }

    private static NodeState status(PlayedAgent node) {
        NodeState state = new NodeState();
        state.setMetadata(new ObjectMetaBuilder().withName(node.node()).build());
        state.setStatus(new NodeStateStatus(1L, "of another", null, List.of(), List.of()));
        return state;
    }

    private static PatchContext apply() {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("roadstead-node-agent")
                .withForce(true)
                .build();
    }
}
