package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.message;
import static dev.roadstead.e2e.operator.Cluster.soon;
import static dev.roadstead.e2e.operator.Cluster.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.Registry;
import dev.roadstead.oci.Digest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A ProxyCache from its object to the bytes that a client gets: one Registry caches another, each a real process.
abstract class ProxyCacheScenarios extends OperatorScenarios {
    private static final String BLOB_TEXT = "hello from the upstream";

    private String namespace;
    private RegistryPod upstream;
    private RegistryPod local;

    @BeforeEach
    void newNamespace() {
        namespace = cluster.namespace();
    }

    @AfterEach
    void stopPods() {
        for (RegistryPod pod : new RegistryPod[] {upstream, local}) {
            if (pod != null) {
                pod.close();
            }
        }
    }

    private void applyRegistry(String name, boolean anonymousPull) {
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: Registry
                metadata: {name: %s, namespace: %s}
                spec:
                  storage: {filesystem: {size: 1Gi}}
                  tls: {disabled: {}}
                  access: {anonymousPull: %s}
                """.formatted(name, namespace, anonymousPull));
    }

    private RegistryPod startPod(String name) {
        soon().until(() -> cluster.client()
                        .network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(namespace)
                        .withName(name)
                        .get()
                != null);
        RegistryPod pod = RegistryPod.start(
                cluster.client(), namespace, name, folder.resolve(namespace).resolve(name));
        RegistryClient.anonymous(pod).awaitAnswer();
        return pod;
    }

    /// The upstream with an image in it, which it gives to those who have its password; the local registry gives to
    /// anyone.
    private Digest startBoth() {
        applyRegistry("upstream", false);
        applyRegistry("local", true);
        upstream = startPod("upstream");
        local = startPod("local");
        return pushUpstream("1");
    }

    private Digest pushUpstream(String tag) {
        return RegistryClient.of(
                        upstream,
                        cluster.secret(namespace, "upstream-admin", "username"),
                        cluster.secret(namespace, "upstream-admin", "password"))
                .awaitAnswer()
                .push("team/app", tag, BLOB_TEXT);
    }

    private void applyCredentials(String password) {
        cluster.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: credentials, namespace: %s}
                stringData: {username: %s, password: "%s"}
                """.formatted(namespace, cluster.secret(namespace, "upstream-admin", "username"), password));
    }

    private void applyTrueCredentials() {
        applyCredentials(cluster.secret(namespace, "upstream-admin", "password"));
    }

    private void applyCache(String name, String more) {
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: ProxyCache
                metadata: {name: %s, namespace: %s}
                spec:
                  registryRef: {name: local}
                  upstream: {url: "%s", credentialsSecretRef: {name: credentials}}
                  repositoryPrefix: up
                  %s
                """.formatted(
                        name, namespace, upstream == null ? "http://127.0.0.1:9" : RegistryClient.url(upstream), more));
    }

    private void awaitState(String cache, String type, String state) {
        soon().untilAsserted(() -> {
            var conditions = cluster.conditionsOfProxyCache(namespace, cache);
            assertThat(state(conditions, type))
                    .as(type + ": " + message(conditions, type))
                    .isEqualTo(state);
        });
    }

    private int pullStatus(String tag) {
        return RegistryClient.anonymous(local)
                .get("/v2/up/team/app/manifests/" + tag)
                .statusCode();
    }

    private void awaitPull(String tag, Digest digest) {
        soon().untilAsserted(() -> {
            var answer = RegistryClient.anonymous(local).get("/v2/up/team/app/manifests/" + tag);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Digest.sha256(answer.body())).isEqualTo(digest);
        });
    }

    private String pullLayer() {
        return new String(
                RegistryClient.anonymous(local)
                        .get("/v2/up/team/app/blobs/" + Digest.sha256(BLOB_TEXT.getBytes(StandardCharsets.UTF_8)))
                        .body(),
                StandardCharsets.UTF_8);
    }

    @Test
    void servesTheUpstreamsImagesByteForByte() {
        Digest digest = startBoth();
        applyTrueCredentials();
        applyCache("up", "mirrorOf: [upstream.example]");

        awaitState("up", "Ready", "True/Ready");
        awaitPull("1", digest);
        assertThat(pullLayer()).isEqualTo(BLOB_TEXT);
        // As containerd asks for what it calls upstream.example/team/app:1.
        assertThat(Digest.sha256(RegistryClient.anonymous(local)
                        .get("/v2/team/app/manifests/1?ns=upstream.example")
                        .body()))
                .isEqualTo(digest);

        visitAgain(Registry.class, namespace, "local");
        awaitState("up", "UpstreamReachable", "True/UpstreamReachable");
        awaitState("up", "CredentialsValid", "True/CredentialsAccepted");
        soon().untilAsserted(() -> {
            ProxyCache cache = cluster.proxyCache(namespace, "up");
            assertThat(cache.getStatus().misses()).isPositive();
            assertThat(cache.getStatus().hits()).isPositive();
            assertThat(cache.getStatus().observedGeneration())
                    .isEqualTo(cache.getMetadata().getGeneration());
        });
    }

    @Test
    void servesWhatItHasWhileTheUpstreamIsDownAndSaysSo() {
        Digest digest = startBoth();
        applyTrueCredentials();
        applyCache("up", "tagTtl: 1s");
        awaitPull("1", digest);
        assertThat(pullLayer()).isEqualTo(BLOB_TEXT);

        upstream.close();

        soon().untilAsserted(() -> {
            var answer = RegistryClient.anonymous(local).get("/v2/up/team/app/manifests/1");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Warning").orElse("")).startsWith("110 ");
        });
        assertThat(pullLayer()).isEqualTo(BLOB_TEXT);
        assertThat(pullStatus("never-seen")).isEqualTo(503);
        visitAgain(Registry.class, namespace, "local");
        awaitState("up", "UpstreamReachable", "False/UpstreamUnreachable");
        assertThat(message(cluster.conditionsOfProxyCache(namespace, "up"), "UpstreamReachable"))
                .contains("spec.upstream.url");

        upstream.crashAndRestart();
        Digest next = pushUpstream("2");
        awaitPull("2", next);
        visitAgain(Registry.class, namespace, "local");
        awaitState("up", "UpstreamReachable", "True/UpstreamReachable");
    }

    @Test
    void waitsForItsCredentialsAndFollowsTheirRotation() {
        Digest digest = startBoth();
        applyCache("up", "");
        awaitState("up", "Stalled", "True/SecretNotFound");
        assertThat(message(cluster.conditionsOfProxyCache(namespace, "up"), "Stalled"))
                .contains("spec.upstream.credentialsSecretRef")
                .contains("credentials");

        applyCredentials("wrong");
        // Secrets are looked at again within 30 s; the last one here is left to that.
        visitAgain(Registry.class, namespace, "local");
        visitAgain(ProxyCache.class, namespace, "up");
        awaitState("up", "Ready", "True/Ready");
        assertThat(pullStatus("1")).isNotEqualTo(200);
        visitAgain(Registry.class, namespace, "local");
        awaitState("up", "CredentialsValid", "False/CredentialsRejected");

        applyTrueCredentials();
        awaitPull("1", digest);
        visitAgain(Registry.class, namespace, "local");
        awaitState("up", "CredentialsValid", "True/CredentialsAccepted");
    }

    @Test
    void waitsForItsRegistryAndOutlivesIt() {
        applyCredentialsOfNobody();
        applyCache("up", "");
        awaitState("up", "Stalled", "True/RegistryNotFound");

        applyRegistry("local", true);
        local = startPod("local");
        awaitState("up", "Ready", "True/Ready");
    }

    private void applyCredentialsOfNobody() {
        cluster.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: credentials, namespace: %s}
                stringData: {username: nobody, password: nothing}
                """.formatted(namespace));
    }

    @Test
    void keepsItsRegistryFromGoing() {
        applyCredentialsOfNobody();
        applyRegistry("local", true);
        applyCache("up", "");
        local = startPod("local");
        awaitState("up", "Ready", "True/Ready");

        cluster.client()
                .resources(Registry.class)
                .inNamespace(namespace)
                .withName("local")
                .delete();
        soon().untilAsserted(
                        () -> assertThat(message(cluster.conditionsOfRegistry(namespace, "local"), "DeletionBlocked"))
                                .contains("ProxyCache")
                                .contains("up"));

        cluster.client()
                .resources(ProxyCache.class)
                .inNamespace(namespace)
                .withName("up")
                .delete();
        soon().until(() -> cluster.registry(namespace, "local") == null);
    }

    @Test
    void leavesTheRegistryWhenItIsDeleted() {
        Digest digest = startBoth();
        applyTrueCredentials();
        applyCache("up", "");
        awaitPull("1", digest);

        cluster.client()
                .resources(ProxyCache.class)
                .inNamespace(namespace)
                .withName("up")
                .delete();

        soon().untilAsserted(() -> assertThat(cluster.secret(namespace, "local-config", "registry.yaml"))
                .doesNotContain("127."));
        // What was cached is the registry's own now, what was not is unknown.
        pushUpstream("2");
        soon().untilAsserted(() -> assertThat(pullStatus("2")).isEqualTo(404));
    }

    @Test
    void saysWhichOfTwoWins() {
        applyCredentialsOfNobody();
        applyRegistry("local", true);
        local = startPod("local");
        applyCache("up", "");
        awaitState("up", "Ready", "True/Ready");

        applyCache("later", "");

        awaitState("later", "Stalled", "True/Conflict");
        assertThat(message(cluster.conditionsOfProxyCache(namespace, "later"), "Conflict"))
                .contains("up");
        awaitState("up", "Ready", "True/Ready");

        cluster.client()
                .resources(ProxyCache.class)
                .inNamespace(namespace)
                .withName("up")
                .delete();
        awaitState("later", "Ready", "True/Ready");
    }

    @Test
    void writesNothingAtRest() {
        applyCredentialsOfNobody();
        applyRegistry("local", true);
        local = startPod("local");
        applyCache("up", "");
        awaitState("up", "Ready", "True/Ready");
        visitAgain(ProxyCache.class, namespace, "up");
        visitAgain(Registry.class, namespace, "local");
        soon().until(() ->
                state(cluster.conditionsOfRegistry(namespace, "local"), "Ready").equals("True/Ready"));
        visitAgain(Registry.class, namespace, "local");
        int from = controlPlane.writes().size();

        visitAgain(ProxyCache.class, namespace, "up");
        visitAgain(ProxyCache.class, namespace, "up");

        assertThat(writesSince(from, namespace))
                .as("besides the two annotations")
                .hasSize(2)
                .allMatch(write -> write.resource().equals("proxycaches")
                        && write.subresource().isEmpty());
    }
}
