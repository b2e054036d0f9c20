package dev.roadstead.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.sandbox.api.Principal;
import dev.roadstead.sandbox.server.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Tokens, identity and what is open to everybody.
class AccessTest {

    @RegisterExtension
    static final Sandbox SANDBOX = new Sandbox();

    @Test
    void letsEverybodyAskForHealthAndVersionOnly() {
        try (Client anonymous = client("")) {
            assertThat(anonymous.get("/readyz").response().body()).isEqualTo("ok");
            assertThat(anonymous.get("/version").at("/gitVersion")).startsWith("v1.36.");
            Answer refused = anonymous.get("/api/v1/namespaces");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.at("/kind")).isEqualTo("Status");
            assertThat(refused.reason()).isEqualTo("Unauthorized");
        }
    }

    @Test
    void refusesUnknownTokens() {
        try (Client stranger = client("nonsense")) {
            assertThat(stranger.get("/api/v1/namespaces").status()).isEqualTo(401);
            assertThat(stranger.get("/version").status()).isEqualTo(401);
        }
    }

    @Test
    void mintsTokensThatEndWithTheirAccount() {
        String namespace = SANDBOX.namespace();
        String accounts = SANDBOX.core(namespace, "serviceaccounts");
        SANDBOX.client().post(accounts, "metadata: {name: bob}");
        Answer minted = SANDBOX.client().post(accounts + "/bob/token", "spec: {expirationSeconds: 600}");
        assertThat(minted.status()).isEqualTo(201);
        try (Client bob = client(minted.at("/status/token"))) {
            Answer who = bob.post("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");
            assertThat(who.at("/status/userInfo/username")).isEqualTo("system:serviceaccount:" + namespace + ":bob");
            Answer may = bob.post(
                    "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                    "spec: {resourceAttributes: {verb: get, resource: pods}}");
            assertThat(may.at("/status/allowed")).isEqualTo("true");
            SANDBOX.client().delete(accounts + "/bob");
            assertThat(bob.get("/api/v1/namespaces").status()).isEqualTo(401);
        }
        assertThat(SANDBOX.client()
                        .post(accounts + "/default/token", "spec: {expirationSeconds: 5}")
                        .message())
                .contains("may not specify a duration less than 10 minutes");
    }

    @Test
    void knowsComponentsByTheirTokens() {
        String token = SANDBOX.server().tokenFor(Principal.system("kube-scheduler"));
        Answer review = SANDBOX.client()
                .post("/apis/authentication.k8s.io/v1/tokenreviews", "spec: {token: %s}".formatted(token));
        assertThat(review.at("/status/authenticated")).isEqualTo("true");
        assertThat(review.at("/status/user/username")).isEqualTo("system:kube-scheduler");
    }

    @Test
    void warnsThatAdmissionPoliciesAreNotEnforced() {
        Answer stored = SANDBOX.client()
                .post(
                        "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies",
                        "{metadata: {name: p}, spec: {validations: [{expression: 'true'}]}}");
        assertThat(stored.status()).isEqualTo(201);
        assertThat(stored.response().headers().firstValue("Warning"))
                .contains("299 - \"the sandbox stores admission policies but does not enforce them\"");
    }

    private static Client client(String token) {
        return new Client(SANDBOX.server().address(), SANDBOX.server().caPem(), token);
    }
}
