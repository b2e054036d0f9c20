package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.message;
import static dev.roadstead.e2e.operator.Cluster.soon;
import static dev.roadstead.e2e.operator.Cluster.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.ProxyCacheStatus;
import dev.roadstead.e2e.operator.RegistryUser.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Pulls through a ProxyCache, from a second registry to a client, and what the object says of them.
abstract class PullThroughScenarios extends CacheScenarios {
    private Upstream upstream;

    @BeforeEach
    void startUpstream() {
        upstream = Upstream.start(folder.resolve(namespace + "-upstream"));
    }

    @AfterEach
    void stopUpstream() {
        if (upstream != null) {
            upstream.close();
        }
    }

    private void startReady(String more) {
        applyRegistry();
        startPod();
        applyHub(upstream(upstream.url()) + more);
        awaitReady();
    }

    private ProxyCacheStatus status() {
        return cluster.proxyCache(namespace, "hub").getStatus();
    }

    private void applyHubWithSecret() {
        applyHub("tagTtl: 1ms, upstream: {url: '%s', credentialsSecretRef: {name: login}}".formatted(upstream.url()));
    }

    private void applyLogin(String password) {
        applySecret("login", "{username: %s, password: '%s'}".formatted(Upstream.PULLER, password));
    }

    @Test
    void servesWhatTheUpstreamHas() {
        Image image = upstream.push("team/app", "1");
        startReady("");

        user().pulls("hub/team/app", "1", image);
        askRegistryNow();
        awaitState("UpstreamReachable", "True/UpstreamReachable");
        soon().untilAsserted(() -> assertThat(status().misses()).isPositive());

        upstream.stop();
        user().pulls("hub/team/app", image.digest().toString(), image);
        askRegistryNow();
        soon().untilAsserted(() -> {
            assertThat(status().hits()).isPositive();
            assertThat(status().bytesSaved()).isPositive();
        });
    }

    @Test
    void servesNodesThatNameTheHost() {
        Image image = upstream.push("team/app", "1");
        startReady(", mirrorOf: [upstream.example.com]");

        var mirrored = user().get("/v2/team/app/manifests/1?ns=upstream.example.com");

        assertThat(mirrored).isEqualTo(new Answer(200, image.digest()));
        assertThat(user().get("/v2/team/app/manifests/1?ns=another.example.com").status())
                .isEqualTo(404);
    }

    @Test
    void saysThatTheUpstreamIsDownAndServesWhatIsCached() {
        Image image = upstream.push("team/app", "1");
        startReady(", tagTtl: 1ms");
        user().pulls("hub/team/app", "1", image);
        askRegistryNow();
        awaitState("UpstreamReachable", "True/UpstreamReachable");

        upstream.stop();
        user().pulls("hub/team/app", "1", image);
        askRegistryNow();
        awaitState("UpstreamReachable", "False/UpstreamUnreachable");
        assertThat(message(conditions("hub"), "UpstreamReachable"))
                .contains(upstream.url(), "what is cached is served");
        assertThat(state(conditions("hub"), "Ready")).isEqualTo("True/Ready");
        assertThat(status().staleServed()).isPositive();
        assertThat(status().lastError()).isNotBlank();
        assertThat(user().manifest("hub/team/app", "2").status()).isEqualTo(503);

        upstream.startAgain();
        user().pulls("hub/team/app", "1", image);
        askRegistryNow();
        awaitState("UpstreamReachable", "True/UpstreamReachable");
    }

    @Test
    void failsWithTheUpstreamWhereTheSpecSaysSo() {
        Image image = upstream.push("team/app", "1");
        startReady(", tagTtl: 1ms, staleIfError: false");
        user().pulls("hub/team/app", "1", image);

        upstream.stop();

        assertThat(user().manifest("hub/team/app", "1").status()).isEqualTo(503);
        user().pulls("hub/team/app", image.digest().toString(), image);
    }

    @Test
    void waitsForItsCredentialsAndTakesThemWhenTheyCome() {
        Image image = upstream.push("team/app", "1");
        upstream.requirePassword("first");
        applyRegistry();
        startPod();
        applyHubWithSecret();
        awaitState("Stalled", "True/SecretNotFound");
        assertThat(state(conditions("hub"), "ConfigApplied")).isEqualTo("False/SecretNotFound");
        assertThat(message(conditions("hub"), "Ready"))
                .contains("spec.upstream.credentialsSecretRef", "login", "create it");

        applySecret("login", "{username: puller}");
        awaitState("Stalled", "True/SecretInvalid");
        assertThat(message(conditions("hub"), "Ready")).contains("login", "password", "add it");

        applyLogin("first");
        awaitReady();
        awaitState("CredentialsValid", "Unknown/UpstreamNotAsked");
        user().pulls("hub/team/app", "1", image);
        askRegistryNow();
        awaitState("CredentialsValid", "True/CredentialsAccepted");
    }

    @Test
    void followsCredentialsThatRotate() {
        Image image = upstream.push("team/app", "1");
        upstream.requirePassword("first");
        applyRegistry();
        startPod();
        applyLogin("first");
        applyHubWithSecret();
        awaitReady();
        user().pulls("hub/team/app", "1", image);

        upstream.requirePassword("second");
        Image newer = upstream.push("team/app", "1");
        user().pulls("hub/team/app", "1", image);
        askRegistryNow();
        awaitState("CredentialsValid", "False/CredentialsRejected");
        assertThat(message(conditions("hub"), "CredentialsValid")).contains("login");

        applyLogin("second");
        awaitState("CredentialsValid", "Unknown/UpstreamNotAsked");
        user().pulls("hub/team/app", "1", newer);
        askRegistryNow();
        awaitState("CredentialsValid", "True/CredentialsAccepted");
    }

    @Test
    void keepsWhatItCachedWhenItIsDeleted() {
        Image image = upstream.push("team/app", "1");
        startReady(", mirrorOf: [upstream.example.com]");
        user().pulls("hub/team/app", "1", image);
        upstream.stop();

        deleteCache("hub");

        soon().until(() -> rendered("hub").isEmpty());
        assertThat(cluster.proxyCache(namespace, "hub")).isNull();
        String mirrored = "/v2/team/app/manifests/1?ns=upstream.example.com";
        soon().until(() -> user().get(mirrored).status() == 404);
        user().pulls("hub/team/app", "1", image);

        applyHub(upstream(upstream.url()) + ", mirrorOf: [upstream.example.com]");
        awaitReady();
        assertThat(user().get(mirrored)).isEqualTo(new Answer(200, image.digest()));
    }

    @Test
    void followsAnUpstreamThatMoves() throws Exception {
        startReady("");
        upstream.stop();
        assertThat(user().manifest("hub/team/app", "1").status()).isEqualTo(503);
        askRegistryNow();
        awaitState("UpstreamReachable", "False/UpstreamUnreachable");

        try (Upstream other = Upstream.start(folder.resolve(namespace + "-other"))) {
            Image image = other.push("team/app", "1");
            applyHub(upstream(other.url()));
            awaitState("UpstreamReachable", "Unknown/UpstreamNotAsked");

            user().pulls("hub/team/app", "1", image);
            askRegistryNow();
            awaitState("UpstreamReachable", "True/UpstreamReachable");
        }
    }
}
