package dev.roadstead.operator.proxycache;

import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.ProxyCacheSpec;
import dev.roadstead.crd.ProxyCacheStatus;
import dev.roadstead.crd.Registry;
import dev.roadstead.operator.condition.Conditions;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.condition.ReconcileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The status of a ProxyCache from what is known: pure functions.
final class ProxyCacheStatuses {
    static final String CONFIG_APPLIED = "ConfigApplied";
    static final String UPSTREAM_REACHABLE = "UpstreamReachable";
    static final String CREDENTIALS_VALID = "CredentialsValid";
    static final String CONFLICT = "Conflict";

    private ProxyCacheStatuses() {}

    /// What is known of a cache on one visit.
    ///
    /// @param problem what stands in the way of its configuration
    /// @param conflict the sentence why an older cache wins over this one
    /// @param runtime what the registry last said of it
    record Known(
            Optional<Registry> registry,
            Optional<ReconcileException> problem,
            Optional<String> conflict,
            Optional<RuntimeStatus.ProxyCacheStatus> runtime) {}

    static void judge(ProxyCache cache, Known known, Conditions conditions) {
        List<String> ignored = ignored(cache.getSpec());
        if (!ignored.isEmpty()) {
            conditions.no(
                    Conditions.SPEC_HONOURED,
                    Reason.PartlyHonoured,
                    "not acted on by this version: " + String.join(", ", ignored));
        }
        upstream(cache, known, conditions);
        if (known.registry().isEmpty()) {
            String name = cache.getSpec().registryRef().name();
            conditions
                    .no(CONFIG_APPLIED, Reason.RegistryNotFound, "there is no Registry " + name)
                    .stalled(
                            Reason.RegistryNotFound,
                            "spec.registryRef names Registry " + name
                                    + ", which does not exist in this namespace: create it");
        } else if (known.conflict().isPresent()) {
            conditions
                    .yes(CONFLICT, Reason.Conflict, known.conflict().get())
                    .no(CONFIG_APPLIED, Reason.Conflict, "an older ProxyCache holds what this one asks for")
                    .stalled(Reason.Conflict, known.conflict().get());
        } else if (known.problem().isPresent()) {
            ReconcileException problem = known.problem().get();
            String message = String.valueOf(problem.getMessage());
            conditions.no(CONFIG_APPLIED, problem.reason(), message).stalled(problem.reason(), message);
        } else if (known.runtime().isPresent()) {
            conditions
                    .yes(CONFIG_APPLIED, Reason.ConfigApplied, "the registry serves this cache")
                    .ready("the registry serves this cache");
        } else {
            conditions
                    .no(CONFIG_APPLIED, Reason.ConfigPending, "the registry has not applied this cache yet")
                    .reconciling(
                            Reason.RegistryNotReady,
                            "waits for Registry "
                                    + cache.getSpec().registryRef().name()
                                    + " to apply it; see that Registry's conditions");
        }
    }

    private static void upstream(ProxyCache cache, Known known, Conditions conditions) {
        Boolean reachable = known.runtime()
                .map(RuntimeStatus.ProxyCacheStatus::upstreamReachable)
                .orElse(null);
        String error =
                known.runtime().map(RuntimeStatus.ProxyCacheStatus::lastError).orElse(null);
        if (reachable == null) {
            conditions.unknown(
                    UPSTREAM_REACHABLE, Reason.UpstreamNotAsked, "nothing has been asked of the upstream yet");
        } else if (reachable) {
            conditions.yes(UPSTREAM_REACHABLE, Reason.UpstreamReachable, "the upstream answers");
        } else {
            conditions.no(
                    UPSTREAM_REACHABLE,
                    Reason.UpstreamUnreachable,
                    cache.getSpec().upstream().url() + " does not answer" + (error == null ? "" : ": " + error)
                            + "; what is cached is served; check spec.upstream.url and the network");
        }
        Boolean valid = known.runtime()
                .map(RuntimeStatus.ProxyCacheStatus::credentialsValid)
                .orElse(null);
        if (cache.getSpec().upstream().credentialsSecretRef() == null) {
            conditions.yes(CREDENTIALS_VALID, Reason.CredentialsNotNeeded, "the upstream is asked without credentials");
        } else if (valid == null) {
            conditions.unknown(CREDENTIALS_VALID, Reason.UpstreamNotAsked, "the upstream has not judged them yet");
        } else if (valid) {
            conditions.yes(CREDENTIALS_VALID, Reason.CredentialsAccepted, "the upstream accepts them");
        } else {
            conditions.no(
                    CREDENTIALS_VALID,
                    Reason.CredentialsRejected,
                    "the upstream rejects the credentials of Secret "
                            + cache.getSpec().upstream().credentialsSecretRef().name() + ": put valid ones there");
        }
    }

    /// Fields that are set and not acted on by this version.
    static List<String> ignored(ProxyCacheSpec spec) {
        List<String> fields = new ArrayList<>();
        if (spec.negativeTtl() != null) {
            fields.add("spec.negativeTtl");
        }
        if (!spec.include().isEmpty()) {
            fields.add("spec.include");
        }
        if (!spec.exclude().isEmpty()) {
            fields.add("spec.exclude");
        }
        if (spec.rateBudget() != null) {
            fields.add("spec.rateBudget");
        }
        if (spec.cooldown() != null) {
            fields.add("spec.cooldown");
        }
        if (spec.retention() != null) {
            fields.add("spec.retention");
        }
        return fields;
    }

    static ProxyCacheStatus of(
            ProxyCache cache, Optional<RuntimeStatus.ProxyCacheStatus> runtime, Conditions conditions) {
        RuntimeStatus.@Nullable ProxyCacheStatus seen = runtime.orElse(null);
        ProxyCacheStatus old = cache.getStatus();
        if (seen == null) {
            return new ProxyCacheStatus(
                    cache.getMetadata().getGeneration(),
                    conditions.toList(),
                    old == null ? null : old.hits(),
                    old == null ? null : old.misses(),
                    old == null ? null : old.staleServed(),
                    old == null ? null : old.bytesSaved(),
                    old == null ? null : old.rateLimitRemaining(),
                    old == null ? null : old.lastError());
        }
        return new ProxyCacheStatus(
                cache.getMetadata().getGeneration(),
                conditions.toList(),
                seen.hits(),
                seen.misses(),
                seen.staleServed(),
                Math.max(0, seen.bytesServed() - seen.bytesFromUpstream()),
                seen.rateLimitRemaining(),
                seen.lastError());
    }
}
