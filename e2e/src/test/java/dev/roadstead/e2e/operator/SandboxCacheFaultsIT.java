package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.message;
import static dev.roadstead.e2e.operator.Cluster.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.sandbox.api.Faults;
import dev.roadstead.sandbox.api.Faults.Effect;
import dev.roadstead.sandbox.api.Faults.Target;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An API server that fails for a while: ProxyCaches come right after it, and it is not asked without pause meanwhile.
class SandboxCacheFaultsIT extends CacheScenarios {
    private static final int ALL = 10_000;
    private static final List<Effect> FAILURES = List.of(
            new Effect.Answer(500, 0),
            new Effect.Answer(503, 1),
            new Effect.Answer(429, 1),
            new Effect.Answer(409, 0),
            new Effect.CutAfter(),
            new Effect.Silence(Duration.ofSeconds(2)));

    @Override
    ControlPlane controlPlane() {
        return new SandboxControlPlane();
    }

    private Faults faults() {
        return ((SandboxControlPlane) controlPlane).faults();
    }

    @AfterEach
    void clearFaults() {
        faults().clear();
    }

    private void applyHubWithSecret(int tagTtlInMinutes) {
        applyHub("tagTtl: %dm, upstream: {url: '%s', credentialsSecretRef: {name: login}}"
                .formatted(tagTtlInMinutes, UNASKED));
    }

    private void start() {
        applyRegistry();
        startPod();
        applySecret("login", "{username: puller, password: first}");
        applyHubWithSecret(1);
        awaitReady();
    }

    private void awaitApplied(int tagTtlInMinutes, Effect effect) {
        soon().untilAsserted(() -> {
            assertThat(rendered("hub"))
                    .as("after " + effect)
                    .hasValueSatisfying(
                            part -> assertThat(part.tagTtl()).isEqualTo(Duration.ofMinutes(tagTtlInMinutes)));
            var cache = cluster.proxyCache(namespace, "hub");
            assertThat(cache.getStatus().observedGeneration())
                    .as("after " + effect)
                    .isEqualTo(cache.getMetadata().getGeneration());
        });
        awaitReady();
    }

    private int suffered() {
        return ALL - faults().pending();
    }

    /// Each failure in turn, while the spec changes under it.
    private void comesRightAfterEachFailureOf(Target target) {
        start();
        int tagTtlInMinutes = 1;
        for (Effect effect : FAILURES) {
            tagTtlInMinutes++;
            faults().inject(ALL, target, effect);
            applyHubWithSecret(tagTtlInMinutes);
            soon().until(() -> suffered() >= 3);

            faults().clear();

            awaitApplied(tagTtlInMinutes, effect);
        }
    }

    @Test
    void comesRightWhenItsStatusCouldNotBeWritten() {
        comesRightAfterEachFailureOf(Target.of("patch", "proxycaches/status"));
    }

    @Test
    void comesRightWhenItsSecretCouldNotBeRead() {
        comesRightAfterEachFailureOf(new Target("get", "secrets", "login"));
    }

    @Test
    void comesRightWhenTheDocumentCouldNotBeWritten() {
        comesRightAfterEachFailureOf(new Target("patch", "secrets", "harbour-config"));
    }

    @Test
    void comesRightWhenWatchesBreakAndHistoryIsGone() {
        start();
        faults().inject(3, Target.of("watch", "proxycaches"), new Effect.DropWatch());
        faults().inject(3, Target.of("list", "proxycaches"), new Effect.Answer(500, 0));
        ((SandboxControlPlane) controlPlane).compactHistory();

        applyHubWithSecret(2);

        awaitApplied(2, new Effect.DropWatch());
    }

    @Test
    void tellsOfAnApiThatFails() {
        start();
        faults().inject(ALL, new Target("get", "secrets", "login"), new Effect.Answer(500, 0));

        applyHubWithSecret(2);

        awaitState("Ready", "False/ApiError");
        awaitState("Reconciling", "True/ApiError");
        assertThat(message(conditions("hub"), "Ready")).contains("tried again soon", "injected fault");
        faults().clear();
        awaitApplied(2, new Effect.Answer(500, 0));
    }

    @Test
    void doesNotAskWithoutPauseWhileAllFails() {
        start();
        List<String> resources = List.of("secrets", "proxycaches/status", "registries/status");
        resources.forEach(resource -> faults().inject(ALL, Target.of("*", resource), new Effect.Answer(500, 0)));

        applyHubWithSecret(2);

        IntSupplier suffered = () -> resources.size() * ALL - faults().pending();
        soon().until(() -> suffered.getAsInt() > 0);
        Awaitility.await()
                .during(Duration.ofSeconds(15))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(suffered.getAsInt()).isLessThan(60));
        faults().clear();
        awaitApplied(2, new Effect.Answer(500, 0));
    }
}
