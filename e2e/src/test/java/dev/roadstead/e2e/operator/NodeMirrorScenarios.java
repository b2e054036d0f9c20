package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.message;
import static dev.roadstead.e2e.operator.Cluster.soon;
import static dev.roadstead.e2e.operator.Cluster.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roadstead.config.MirrorPlan;
import dev.roadstead.config.MirrorPlans;
import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.NodeMirrorStatus;
import dev.roadstead.crd.NodeState;
import dev.roadstead.crd.NodeStateStatus.State;
import dev.roadstead.crd.Registry;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A NodeMirror from its plan to its deletion.
abstract class NodeMirrorScenarios extends NodeMirrorFixture {
    /// The namespace for events of what has none.
    private static final String EVENTS = "default";

    @Test
    void resolvesItsReferencesIntoAPlanThatAgentsCanRead() {
        NodeMirrorStatus.Plan plan = planned();

        String address = cluster.client()
                .services()
                .inNamespace(namespace)
                .withName("harbour")
                .get()
                .getSpec()
                .getClusterIP();
        MirrorPlan read = MirrorPlans.read(new JsonMapper().valueToTree(plan));
        assertThat(read.mirrors()).singleElement().satisfies(mirror -> {
            assertThat(mirror.host()).isEqualTo(HOST);
            assertThat(mirror.fallback()).isEqualTo(MirrorPlan.Fallback.Upstream);
            assertThat(mirror.endpoints()).singleElement().satisfies(endpoint -> {
                assertThat(endpoint.url()).isEqualTo("https://" + address + ":5000");
                assertThat(endpoint.caPem()).isEqualTo(registryCa());
            });
        });
        assertThat(read)
                .isEqualTo(MirrorPlans.of(
                        cluster.nodeMirror(namespace).getMetadata().getGeneration(),
                        read.mirrors(),
                        read.trust(),
                        read.foreignFiles()));
    }

    @Test
    void isReadyWhereItSelectsNoNode() {
        join("other", Map.of("test", "another"));
        planned();

        awaitState("Ready", "True/Ready");
        awaitState("NodesConfigured", "True/NoNodes");
        awaitState("PullVerified", "Unknown/NoNodes");
        awaitCounts(0, 0, 0, 0, 0, 0);
    }

    @Test
    void countsNodesByWhatTheirAgentsSay() {
        PlayedAgent a = join("a");
        PlayedAgent b = join("b");
        join("c").setReady(false);
        NodeMirrorStatus.Plan plan = planned();
        awaitCounts(3, 0, 0, 2, 0, 1);
        assertThat(message(cluster.conditionsOfNodeMirror(namespace), "Ready")).contains("not Ready");

        a.says(namespace, plan, State.Proven);
        b.says(namespace, plan, State.Applied, "files are written, the proof is under way");

        awaitCounts(3, 1, 1, 0, 0, 1);
        awaitState("Ready", "False/NodesPending");
        awaitState("Reconciling", "True/NodesPending");
        awaitState("Progressing", "True/NodesPending");
        assertThat(status().worst())
                .extracting(NodeMirrorStatus.NodeProblem::node, NodeMirrorStatus.NodeProblem::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(namespace + "-c", "Unreachable"),
                        org.assertj.core.groups.Tuple.tuple(namespace + "-b", "Applied"));
    }

    @Test
    void isReadyOnceEveryNodeProvedItsPull() {
        PlayedAgent a = join("a");
        PlayedAgent b = join("b");
        NodeMirrorStatus.Plan plan = planned();
        a.says(namespace, plan, State.Proven);
        awaitState("NodesConfigured", "False/NodesPending");

        b.says(namespace, plan, State.Proven);

        awaitState("Ready", "True/Ready");
        awaitState("NodesConfigured", "True/AllNodesConfigured");
        awaitState("PullVerified", "True/AllNodesProven");
        assertThat(cluster.conditionsOfNodeMirror(namespace))
                .extracting("type")
                .doesNotContain("Reconciling", "Stalled", "Progressing");
        assertThat(status().worst()).isEmpty();
    }

    @Test
    void followsNodesThatJoinLeaveAndChangeTheirLabels() {
        PlayedAgent a = join("a");
        NodeMirrorStatus.Plan plan = planned();
        a.says(namespace, plan, State.Proven);
        awaitState("Ready", "True/Ready");

        PlayedAgent b = join("b");
        awaitCounts(2, 1, 0, 1, 0, 0);
        awaitState("Ready", "False/NodesPending");
        assertThat(message(cluster.conditionsOfNodeMirror(namespace), "Ready")).contains(b.node());
        b.says(namespace, plan, State.Proven);
        awaitState("Ready", "True/Ready");

        b.label("test", null);
        awaitCounts(1, 1, 0, 0, 0, 0);
        b.label("test", namespace);
        awaitCounts(2, 2, 0, 0, 0, 0);
        a.leave();
        awaitCounts(1, 1, 0, 0, 0, 0);
    }

    @Test
    void saysWhichNodeFailedAndWhy() {
        PlayedAgent a = join("a");
        PlayedAgent b = join("b");
        NodeMirrorStatus.Plan plan = planned();
        a.says(namespace, plan, State.Proven);

        b.says(namespace, plan, State.Failed, "https://127.0.0.1:1 does not answer: connection refused");

        awaitState("Ready", "False/NodesFailed");
        awaitState("Stalled", "True/NodesFailed");
        awaitState("PullVerified", "False/NodesFailed");
        awaitCounts(2, 1, 0, 0, 1, 0);
        assertThat(message(cluster.conditionsOfNodeMirror(namespace), "Ready"))
                .contains("1 of 2", b.node(), "connection refused");
        assertThat(status().worst()).singleElement().satisfies(worst -> {
            assertThat(worst.node()).isEqualTo(b.node());
            assertThat(worst.reason()).isEqualTo("Failed");
            assertThat(worst.message()).contains("connection refused");
        });
        soon().untilAsserted(() -> assertThat(cluster.client()
                        .events()
                        .v1()
                        .events()
                        .inAnyNamespace()
                        .list()
                        .getItems())
                .anySatisfy(event -> {
                    assertThat(event.getReason()).isEqualTo("NodesFailed");
                    assertThat(event.getRegarding().getName()).isEqualTo(namespace);
                    assertThat(event.getNote()).contains(b.node());
                }));
    }

    @Test
    void doesNotBlameAMendedPlanForTheFailureOfTheOneBefore() {
        PlayedAgent a = join("a");
        NodeMirrorStatus.Plan broken = planned();
        a.says(namespace, broken, State.Failed, "does not work");
        awaitState("Stalled", "True/NodesFailed");

        applyMirror("foreignFiles: Replace");

        soon().until(() -> !plan().hash().equals(broken.hash()));
        awaitState("Ready", "False/NodesPending");
        awaitCounts(1, 0, 0, 1, 0, 0);
        a.says(namespace, plan(), State.Proven);
        awaitState("Ready", "True/Ready");
    }

    @Test
    void waitsForARegistryThatIsNotThereAndNotReadyYet() {
        applyMirror("");
        awaitState("Ready", "False/RegistryNotFound");
        awaitState("Stalled", "True/RegistryNotFound");
        assertThat(message(cluster.conditionsOfNodeMirror(namespace), "Ready"))
                .contains("spec.mirrors[0].endpoints[0].registryRef", namespace + "/harbour");

        applyRegistry("{storage: {filesystem: {size: 1Gi}}, tls: {secretRef: {name: my-cert}}}");
        awaitState("Ready", "False/RegistryNotReady");
        awaitState("Reconciling", "True/RegistryNotReady");
        assertThat(cluster.conditionsOfNodeMirror(namespace)).extracting("type").doesNotContain("Stalled");
        assertThat(plan()).isNull();

        applyOwnCertificate();
        assertThat(awaitPlan().mirrors()).hasSize(1);
        awaitState("Ready", "True/Ready");
    }

    @Test
    void handsANewCaToTheNodes() {
        PlayedAgent a = join("a");
        applyOwnCertificate();
        applyRegistry("{storage: {filesystem: {size: 1Gi}}, tls: {secretRef: {name: my-cert}}}");
        applyMirror("trust: [{host: %s, caFrom: {registryRef: {namespace: %s, name: harbour}}}]"
                .formatted(HOST, namespace));
        NodeMirrorStatus.Plan before = awaitPlan();
        a.says(namespace, before, State.Proven);
        awaitState("Ready", "True/Ready");

        applyOwnCertificate();

        soon().untilAsserted(() -> assertThat(plan().hash()).isNotEqualTo(before.hash()));
        String ca = plan().mirrors().getFirst().endpoints().getFirst().caPem();
        assertThat(ca)
                .isEqualTo(registryCa())
                .isNotEqualTo(before.trust().getFirst().caPem());
        assertThat(plan().trust().getFirst().caPem()).isEqualTo(ca);
        awaitCounts(1, 0, 0, 1, 0, 0);
        a.says(namespace, plan(), State.Proven);
        awaitState("Ready", "True/Ready");
    }

    @Test
    void keepsTheLastGoodPlanWhileAReferenceIsBroken() {
        PlayedAgent a = join("a");
        NodeMirrorStatus.Plan good = planned();
        a.says(namespace, good, State.Proven);
        awaitState("Ready", "True/Ready");

        applyMirror("trust: [{host: other.example.com, caFrom: {configMapRef: {name: %s}}}]".formatted(namespace));

        awaitState("Ready", "False/ReferenceNotFound");
        assertThat(plan()).isEqualTo(good);
        awaitCounts(1, 1, 0, 0, 0, 0);
        cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, namespace: %s}
                data: {ca.crt: "%s"}
                """.formatted(namespace, OPERATOR_NAMESPACE, line(registryCa())));
        soon().untilAsserted(() -> assertThat(plan().trust()).hasSize(1));
    }

    @Test
    void asksNothingNewOfNodesWhereTheMeaningIsTheSame() {
        PlayedAgent a = join("a");
        NodeMirrorStatus.Plan plan = planned();
        a.says(namespace, plan, State.Proven);
        awaitState("Ready", "True/Ready");

        applyMirror("rollout: {soak: 60s}");

        awaitState("SpecHonoured", "False/PartlyHonoured");
        assertThat(plan().hash()).isEqualTo(plan.hash());
        awaitState("Ready", "True/Ready");
        assertThat(status().observedGeneration())
                .isEqualTo(cluster.nodeMirror(namespace).getMetadata().getGeneration());
    }

    @Test
    void holdsItsPlanWhilePaused() {
        NodeMirrorStatus.Plan before = planned();
        cluster.annotate(NodeMirror.class, namespace, namespace, "roadstead.dev/paused", "true");
        awaitState("Paused", "True/Paused");

        applyMirror("foreignFiles: Replace");
        visitAgain(NodeMirror.class, namespace, namespace);
        assertThat(plan()).isEqualTo(before);

        cluster.annotate(NodeMirror.class, namespace, namespace, "roadstead.dev/paused", "false");
        soon().untilAsserted(() -> assertThat(plan().hash()).isNotEqualTo(before.hash()));
        awaitState("Paused", "");
    }

    @Test
    void writesNothingAtRest() {
        PlayedAgent a = join("a");
        a.says(namespace, planned(), State.Proven);
        awaitState("Ready", "True/Ready");
        visitAgain(NodeMirror.class, namespace, namespace);
        int from = settled("", EVENTS);

        visitAgain(NodeMirror.class, namespace, namespace);
        restartOperator();
        soon().until(() -> operator.reconciliations("nodemirror") >= 1);

        settled("", EVENTS);
        assertThat(writesSince(from, EVENTS)).isEmpty();
        assertThat(writesSince(from, ""))
                .as("besides the annotation")
                .singleElement()
                .satisfies(write ->
                        assertThat(write.resource() + write.subresource()).isEqualTo("nodemirrors"));
    }

    @Test
    void putsBackThePlanThatAnotherWriterChanged() {
        PlayedAgent a = join("a");
        NodeMirrorStatus.Plan plan = planned();
        a.says(namespace, plan, State.Proven);
        awaitState("Ready", "True/Ready");

        cluster.client()
                .resources(NodeMirror.class)
                .withName(namespace)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\": {\"plan\": {\"mirrors\": [], \"trust\": [{\"host\": \"other.example.com\", \"caPem\": \"-\"}]}}}");

        soon().untilAsserted(() -> assertThat(plan()).isEqualTo(plan));
        awaitCounts(1, 1, 0, 0, 0, 0);
    }

    @Test
    void staysUntilEveryNodeHasTakenItsFilesAway() {
        PlayedAgent a = join("a");
        PlayedAgent b = join("b");
        NodeMirrorStatus.Plan plan = planned();
        a.says(namespace, plan, State.Proven);
        b.says(namespace, plan, State.Failed, "does not work");
        awaitCounts(2, 1, 0, 0, 1, 0);

        delete();

        awaitState("DeletionBlocked", "True/InUse");
        assertThat(message(cluster.conditionsOfNodeMirror(namespace), "DeletionBlocked"))
                .contains(a.node(), b.node(), "roadstead.dev/confirm-deletion=" + namespace);
        a.forgets(namespace);
        soon().untilAsserted(() -> assertThat(message(cluster.conditionsOfNodeMirror(namespace), "DeletionBlocked"))
                .contains(b.node())
                .doesNotContain(a.node()));
        b.forgets(namespace);
        soon().until(() -> cluster.nodeMirror(namespace) == null);
    }

    @Test
    void goesAtOnceWhereNoNodeHasIt() {
        join("a");
        planned();

        delete();

        soon().until(() -> cluster.nodeMirror(namespace) == null);
    }

    @Test
    void goesWhenTheLastNodeThatHadItIsGone() {
        PlayedAgent a = join("a");
        a.says(namespace, planned(), State.Proven);
        awaitState("Ready", "True/Ready");
        delete();
        awaitState("DeletionBlocked", "True/InUse");

        a.leave();
        if (!controlPlane.collectsGarbage()) {
            cluster.client().resources(NodeState.class).withName(a.node()).delete();
        }

        soon().until(() -> cluster.nodeMirror(namespace) == null);
    }

    @Test
    void goesWhenItsDeletionIsConfirmed() {
        PlayedAgent a = join("a");
        a.says(namespace, planned(), State.Proven);
        awaitState("Ready", "True/Ready");
        delete();
        awaitState("DeletionBlocked", "True/InUse");

        cluster.annotate(NodeMirror.class, namespace, namespace, "roadstead.dev/confirm-deletion", namespace);

        soon().until(() -> cluster.nodeMirror(namespace) == null);
    }

    @Test
    void letsItsRegistryGoAsSoonAsItIsGone() {
        planned();
        try (var pod = RegistryPod.start(cluster.client(), namespace, "harbour", folder.resolve(namespace))) {
            soon().until(() -> state(cluster.conditionsOfRegistry(namespace, "harbour"), "Ready")
                    .equals("True/Ready"));
            cluster.client()
                    .resources(Registry.class)
                    .inNamespace(namespace)
                    .withName("harbour")
                    .delete();
            soon().until(() -> state(cluster.conditionsOfRegistry(namespace, "harbour"), "DeletionBlocked")
                    .equals("True/InUse"));

            delete();

            // Sooner than a Ready Registry is visited without a reason.
            soon().atMost(Duration.ofSeconds(20)).until(() -> cluster.registry(namespace, "harbour") == null);
        }
    }

    @Test
    void tellsOfTwoThatWantTheSameHost() {
        PlayedAgent node = join("a");
        applyRegistry();
        applyMirror("foreignFiles: Replace");
        awaitPlan();
        try (var agent = AgentProcess.start(cluster.client(), node.node(), folder.resolve(namespace))) {
            soon().untilAsserted(() -> assertThat(agent.hosts()).containsExactly(HOST));

            applyMirror(namespace + "-younger", "");

            soon().untilAsserted(() -> {
                var conditions = cluster.conditionsOfNodeMirror(namespace + "-younger");
                assertThat(state(conditions, "Ready")).isEqualTo("False/NodesFailed");
                assertThat(message(conditions, "Ready"))
                        .contains(node.node(), HOST, "NodeMirror " + namespace + " has this host already");
            });
            assertThat(agent.hosts()).containsExactly(HOST);
            delete();
            soon().until(() -> cluster.nodeMirror(namespace) == null);
            soon().untilAsserted(
                            () -> assertThat(message(cluster.conditionsOfNodeMirror(namespace + "-younger"), "Ready"))
                                    .doesNotContain("has this host already"));
            soon().untilAsserted(() ->
                    assertThat(agent.hosts()).as("the younger one's file").containsExactly(HOST));
        }
    }

    @Test
    void tellsWhyAnAgentCouldNotProveItsPull() {
        PlayedAgent node = join("a");
        planned();

        // No pod of the Registry runs, so its Service leads nowhere.
        try (var agent = AgentProcess.start(cluster.client(), node.node(), folder.resolve(namespace))) {
            awaitState("Stalled", "True/NodesFailed");
            awaitState("NodesConfigured", "False/NodesFailed");
            assertThat(message(cluster.conditionsOfNodeMirror(namespace), "Ready"))
                    .contains(
                            node.node(),
                            plan().mirrors().getFirst().endpoints().getFirst().url());
            assertThat(agent.hosts()).containsExactly(HOST);

            delete();
            soon().until(() -> cluster.nodeMirror(namespace) == null);
            assertThat(agent.hosts()).isEmpty();
        }
    }
}
