package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.message;
import static dev.roadstead.e2e.operator.Cluster.soon;
import static dev.roadstead.e2e.operator.Cluster.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.Registry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A ProxyCache from its first apply to its deletion, as its conditions tell of it.
abstract class ProxyCacheScenarios extends CacheScenarios {

    private void startReady() {
        applyRegistry();
        startPod();
        applyHub(upstream(UNASKED));
        awaitReady();
    }

    private void pauseRegistry(String value) {
        cluster.annotate(Registry.class, namespace, "harbour", "roadstead.dev/paused", value);
    }

    @Test
    void becomesReadyOnceItsRegistryHasAppliedIt() {
        applyRegistry();
        applyHub(upstream(UNASKED));
        awaitState("Ready", "False/RegistryNotReady");
        awaitState("Reconciling", "True/RegistryNotReady");

        startPod();

        awaitReady();
        var cache = cluster.proxyCache(namespace, "hub");
        assertThat(cache.getStatus().observedGeneration())
                .isEqualTo(cache.getMetadata().getGeneration());
        assertThat(state(conditions("hub"), "ConfigApplied")).isEqualTo("True/ConfigApplied");
        assertThat(state(conditions("hub"), "UpstreamReachable")).isEqualTo("Unknown/UpstreamNotAsked");
        assertThat(state(conditions("hub"), "CredentialsValid")).isEqualTo("True/CredentialsNotNeeded");
        assertThat(state(conditions("hub"), "Reconciling")).isEmpty();
        assertThat(state(conditions("hub"), "Stalled")).isEmpty();
        assertThat(conditions("hub"))
                .allSatisfy(condition ->
                        assertThat(condition.getObservedGeneration()).isEqualTo(1));
    }

    @Test
    void isNotReadyForASpecThatIsNotAppliedYet() {
        startReady();
        pauseRegistry("true");
        soon().until(() -> state(cluster.conditionsOfRegistry(namespace, "harbour"), "Paused")
                .equals("True/Paused"));

        applyHub(upstream(UNASKED) + ", tagTtl: 1h");

        awaitState("ConfigApplied", "False/ConfigPending");
        awaitState("Ready", "False/RegistryNotReady");
        assertThat(cluster.proxyCache(namespace, "hub").getStatus().observedGeneration())
                .isEqualTo(2);

        pauseRegistry("false");
        awaitReady();
        assertThat(rendered("hub"))
                .hasValueSatisfying(part -> assertThat(part.tagTtl()).isEqualTo(Duration.ofHours(1)));
    }

    @Test
    void isNotReadyWhileItsRegistryIsSilent() {
        applyRegistry();
        RegistryPod pod = startPod();
        applyHub(upstream(UNASKED));
        awaitReady();

        pod.crash();
        askRegistryNow();
        awaitState("Ready", "False/RegistryNotReady");

        pod.restart();
        awaitReady();
    }

    @Test
    void writesNothingAtRest() {
        startReady();
        askRegistryNow();
        visitAgain(ProxyCache.class, namespace, "hub");
        int from = controlPlane.writes().size();

        visitAgain(ProxyCache.class, namespace, "hub");
        askRegistryNow();
        visitAgain(ProxyCache.class, namespace, "hub");

        assertThat(writesSince(from, namespace))
                .as("besides the three annotations")
                .hasSize(3)
                .allMatch(write -> write.subresource().isEmpty());
    }

    @Test
    void writesNothingAfterARestartOfTheOperator() {
        startReady();
        askRegistryNow();
        visitAgain(ProxyCache.class, namespace, "hub");
        int from = controlPlane.writes().size();

        restartOperator();
        askRegistryNow();
        visitAgain(ProxyCache.class, namespace, "hub");

        assertThat(writesSince(from, namespace))
                .as("besides the two annotations")
                .hasSize(2);
    }

    @Test
    void putsBackWhatOthersChange() {
        startReady();
        String before = cluster.secret(namespace, "harbour-config", "registry.yaml");
        String foreign = before.replace(UNASKED, "http://127.0.0.1:10");
        assertThat(foreign).isNotEqualTo(before);

        cluster.client()
                .secrets()
                .inNamespace(namespace)
                .withName("harbour-config")
                .edit(secret -> {
                    secret.setData(Map.of(
                            "registry.yaml",
                            Base64.getEncoder().encodeToString(foreign.getBytes(StandardCharsets.UTF_8))));
                    return secret;
                });

        soon().untilAsserted(() -> assertThat(cluster.secret(namespace, "harbour-config", "registry.yaml"))
                .isEqualTo(before));
        awaitReady();
    }

    @Test
    void changesNothingWhilePaused() {
        startReady();
        cluster.annotate(ProxyCache.class, namespace, "hub", "roadstead.dev/paused", "true");
        awaitState("Paused", "True/Paused");

        applyHub(upstream(UNASKED) + ", tagTtl: 1h");
        visitAgain(ProxyCache.class, namespace, "hub");
        askRegistryNow();

        assertThat(rendered("hub"))
                .hasValueSatisfying(part -> assertThat(part.tagTtl()).isEqualTo(Duration.ofMinutes(5)));
        assertThat(cluster.proxyCache(namespace, "hub").getStatus().observedGeneration())
                .isEqualTo(1);
        assertThat(state(conditions("hub"), "Ready")).isEqualTo("True/Ready");

        cluster.annotate(ProxyCache.class, namespace, "hub", "roadstead.dev/paused", "false");
        awaitState("Paused", "");
        awaitReady();
        assertThat(rendered("hub"))
                .hasValueSatisfying(part -> assertThat(part.tagTtl()).isEqualTo(Duration.ofHours(1)));
    }

    @Test
    void waitsForARegistryThatDoesNotExist() {
        applyHub(upstream(UNASKED));
        awaitState("Stalled", "True/RegistryNotFound");
        assertThat(state(conditions("hub"), "Ready")).isEqualTo("False/RegistryNotFound");
        assertThat(state(conditions("hub"), "ConfigApplied")).isEqualTo("False/RegistryNotFound");
        assertThat(message(conditions("hub"), "Ready")).contains("spec.registryRef", "harbour", "create it");

        applyRegistry();
        startPod();

        awaitReady();
    }

    @Test
    void outlivesItsRegistry() {
        startReady();
        var registry = cluster.client()
                .resources(Registry.class)
                .inNamespace(namespace)
                .withName("harbour");
        registry.delete();
        soon().until(() -> state(cluster.conditionsOfRegistry(namespace, "harbour"), "DeletionBlocked")
                .equals("True/InUse"));
        assertThat(state(conditions("hub"), "Ready")).isEqualTo("True/Ready");

        cluster.annotate(Registry.class, namespace, "harbour", "roadstead.dev/confirm-deletion", "harbour");

        soon().until(() -> registry.get() == null);
        awaitState("Stalled", "True/RegistryNotFound");
        deleteCache("hub");
        soon().until(() -> cluster.proxyCache(namespace, "hub") == null);
    }

    @Test
    void leavesAPrefixToTheOlderOne() {
        startReady();

        applyCache("younger", upstream(UNASKED) + ", repositoryPrefix: hub");

        awaitState("younger", "Stalled", "True/Conflict");
        assertThat(message(conditions("younger"), "Conflict")).contains("spec.repositoryPrefix", "ProxyCache hub");
        assertThat(state(conditions("hub"), "Ready")).isEqualTo("True/Ready");
        assertThat(rendered("younger")).isEmpty();

        deleteCache("hub");
        awaitState("younger", "Ready", "True/Ready");
        assertThat(state(conditions("younger"), "Conflict")).isEmpty();
    }

    @Test
    void namesTheFieldsItDoesNotActOn() {
        applyRegistry();
        applyHub(upstream(UNASKED) + ", negativeTtl: 1m, include: ['library/*'], exclude: [x], cooldown: 24h,"
                + " rateBudget: {requests: 1}, retention: {unusedFor: 30d}");

        awaitState("SpecHonoured", "False/PartlyHonoured");
        assertThat(message(conditions("hub"), "SpecHonoured"))
                .contains(
                        "spec.negativeTtl",
                        "spec.include",
                        "spec.exclude",
                        "spec.cooldown",
                        "spec.rateBudget",
                        "spec.retention");
    }

    @Test
    void tellsOfItselfInEvents() {
        applyHub(upstream(UNASKED));

        soon().untilAsserted(() -> assertThat(cluster.client()
                        .events()
                        .v1()
                        .events()
                        .inNamespace(namespace)
                        .list()
                        .getItems())
                .anySatisfy(event -> {
                    assertThat(event.getType()).isEqualTo("Warning");
                    assertThat(event.getReason()).isEqualTo("RegistryNotFound");
                    assertThat(event.getNote()).contains("harbour");
                    assertThat(event.getRegarding().getKind()).isEqualTo("ProxyCache");
                    assertThat(event.getRegarding().getName()).isEqualTo("hub");
                }));
    }
}
