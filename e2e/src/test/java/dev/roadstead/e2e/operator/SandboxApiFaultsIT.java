package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.message;
import static dev.roadstead.e2e.operator.Cluster.soon;
import static dev.roadstead.e2e.operator.Cluster.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.Registry;
import dev.roadstead.sandbox.api.Faults.Effect;
import dev.roadstead.sandbox.api.Faults.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The operator while its API server fails in ways that only the sandbox can order.
class SandboxApiFaultsIT extends OperatorScenarios {
    private static final List<String> CHILDREN =
            List.of("statefulsets", "services", "secrets", "configmaps", "serviceaccounts", "networkpolicies");

    private SandboxControlPlane sandbox;
    private String namespace;

    @Override
    ControlPlane controlPlane() {
        sandbox = new SandboxControlPlane();
        return sandbox;
    }

    @BeforeEach
    void newNamespace() {
        namespace = cluster.namespace();
    }

    @AfterEach
    void noMoreFaults() {
        sandbox.faults().clear();
    }

    private void applyRegistry() {
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: Registry
                metadata: {name: harbour, namespace: %s}
                spec: {storage: {filesystem: {size: 1Gi}}}
                """.formatted(namespace));
    }

    private void becomesReady() {
        soon().until(() -> cluster.client()
                        .network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(namespace)
                        .withName("harbour")
                        .get()
                != null);
        try (var pod = RegistryPod.start(cluster.client(), namespace, "harbour", folder.resolve(namespace))) {
            soon().untilAsserted(() -> {
                var conditions = cluster.conditionsOfRegistry(namespace, "harbour");
                assertThat(state(conditions, "Ready"))
                        .as(message(conditions, "Ready"))
                        .isEqualTo("True/Ready");
            });
            visitAgain(Registry.class, namespace, "harbour");
            int from = sandbox.writes().size();
            visitAgain(Registry.class, namespace, "harbour");
            assertThat(writesSince(from, namespace))
                    .as("besides the annotation")
                    .hasSize(1);
        }
    }

    /// Two for each kind of child.
    private void failChildren(Effect effect) {
        CHILDREN.forEach(plural -> sandbox.faults().inject(2, Target.of("patch", plural), effect));
    }

    private void allFaultsHappened() {
        assertThat(sandbox.faults().pending()).isZero();
    }

    @Test
    void getsThereThoughWritesFail() {
        failChildren(new Effect.Answer(500, 0));

        applyRegistry();

        becomesReady();
        allFaultsHappened();
    }

    @Test
    void getsThereThoughItIsToldToSlowDown() {
        failChildren(new Effect.Answer(429, 1));

        applyRegistry();

        becomesReady();
        allFaultsHappened();
    }

    @Test
    void getsThereThoughOthersWriteAtTheSameTime() {
        failChildren(new Effect.Answer(409, 0));

        applyRegistry();

        becomesReady();
        allFaultsHappened();
    }

    @Test
    void getsThereThoughAnswersAreLost() {
        failChildren(new Effect.CutAfter());

        applyRegistry();

        becomesReady();
        allFaultsHappened();
    }

    @Test
    void getsThereThoughWatchesBreakAndEventsComeTwice() {
        sandbox.faults().inject(2, Target.of("watch", "registries"), new Effect.DropWatch());
        sandbox.faults().inject(2, Target.of("watch", "statefulsets"), new Effect.DropWatch());
        sandbox.faults().inject(3, Target.of("watch", "registries"), new Effect.DuplicateEvent());

        applyRegistry();

        becomesReady();
        allFaultsHappened();
    }

    @Test
    void doesNotHammerAnApiServerThatKeepsFailing() {
        int ordered = 10_000;
        sandbox.faults().inject(ordered, Target.of("patch", "statefulsets"), new Effect.Answer(500, 0));
        Instant begin = Instant.now();

        applyRegistry();
        soon().until(() -> ordered - sandbox.faults().pending() >= 8);

        // Eight tries with growing pauses. A loop without pauses has them within milliseconds.
        assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofSeconds(3));
        sandbox.faults().clear();
        becomesReady();
    }
}
