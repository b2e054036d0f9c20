package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.store.Key;
import dev.roadstead.sandbox.store.Meta;
import dev.roadstead.sandbox.store.ObjectStore;
import dev.roadstead.sandbox.tls.TokenSigner;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Questions about identity and permission, answered and not stored. Everybody may do everything: RBAC is not enforced.
final class Reviews {

    private static final String NOT_ENFORCED = "the sandbox does not enforce RBAC";
    private static final long MIN_TOKEN_SECONDS = 600;

    private final Authenticator authenticator;
    private final ObjectStore store;
    private final Clock clock;

    Reviews(Authenticator authenticator, ObjectStore store, Clock clock) {
        this.authenticator = authenticator;
        this.store = store;
        this.clock = clock;
    }

    ObjectNode answer(Call call, ObjectNode review) {
        Identity.settle(call, review);
        ObjectNode status = review.putObject("status");
        switch (call.kind().kind()) {
            case "SelfSubjectReview" -> status.set("userInfo", userInfo(call.principal()));
            case "TokenReview" ->
                tokenStatus(status, review.path("spec").path("token").asText());
            case "SelfSubjectRulesReview" -> {
                ObjectNode resources = status.putArray("resourceRules").addObject();
                resources.putArray("verbs").add("*");
                resources.putArray("apiGroups").add("*");
                resources.putArray("resources").add("*");
                ObjectNode others = status.putArray("nonResourceRules").addObject();
                others.putArray("verbs").add("*");
                others.putArray("nonResourceURLs").add("*");
                status.put("incomplete", false);
            }
            default -> status.put("allowed", true).put("reason", NOT_ENFORCED);
        }
        return review;
    }

    private void tokenStatus(ObjectNode status, String token) {
        Optional<Principal> principal = authenticator.byToken(token);
        status.put("authenticated", principal.isPresent());
        principal.ifPresentOrElse(
                who -> {
                    status.set("user", userInfo(who));
                    status.putArray("audiences").add(TokenSigner.ISSUER);
                },
                () -> status.put("error", "the token is unknown or has expired"));
    }

    private static ObjectNode userInfo(Principal principal) {
        ObjectNode user = Json.object().put("username", principal.name());
        if (!principal.uid().isEmpty()) {
            user.put("uid", principal.uid());
        }
        principal.groups().forEach(user.putArray("groups")::add);
        return user;
    }

    /// POST `serviceaccounts/<name>/token`.
    ObjectNode token(Call call) {
        ObjectNode request = Bodies.optional(call.request());
        Key key = new Key("/serviceaccounts", call.namespace(), call.name());
        ObjectNode account = store.get(key).orElseThrow(() -> Failures.notFound(call.kind(), call.name()));
        long seconds = request.path("spec").path("expirationSeconds").asLong(3600);
        if (seconds < MIN_TOKEN_SECONDS) {
            throw Failures.invalid(
                    "authentication.k8s.io",
                    "TokenRequest",
                    "",
                    List.of(Cause.invalid(
                            "spec.expirationSeconds",
                            Long.toString(seconds),
                            "may not specify a duration less than 10 minutes")));
        }
        List<String> audiences = new ArrayList<>();
        request.path("spec").path("audiences").forEach(audience -> audiences.add(audience.asText()));
        if (audiences.isEmpty()) {
            audiences.add(TokenSigner.ISSUER);
        }
        String token = authenticator.serviceAccountToken(
                call.namespace(), call.name(), Meta.uid(account), audiences, Duration.ofSeconds(seconds));
        ObjectNode answer = Json.object();
        answer.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
        answer.putObject("metadata")
                .put("name", call.name())
                .put("namespace", call.namespace())
                .put("creationTimestamp", Meta.time(clock.instant()));
        ObjectNode spec = answer.putObject("spec");
        audiences.forEach(spec.putArray("audiences")::add);
        spec.put("expirationSeconds", seconds);
        answer.putObject("status")
                .put("token", token)
                .put("expirationTimestamp", Meta.time(clock.instant().plusSeconds(seconds)));
        return answer;
    }

    /// POST `pods/<name>/binding`: the node that the body names.
    static ObjectNode bind(ObjectNode pod, ObjectNode binding) {
        pod.withObject("/spec")
                .put("nodeName", binding.path("target").path("name").asText());
        return pod;
    }
}
