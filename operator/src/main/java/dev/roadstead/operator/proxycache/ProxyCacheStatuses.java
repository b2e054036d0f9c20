package dev.roadstead.operator.proxycache;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.ProxyCacheSpec;
import dev.roadstead.crd.ProxyCacheStatus;
import dev.roadstead.crd.Registry;
import dev.roadstead.operator.admin.Fleet;
import dev.roadstead.operator.condition.Conditions;
import dev.roadstead.operator.condition.Reason;
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

    /// A cache's part of its Registry's document.
    sealed interface Part {
        record Resolved(RegistryConfig.ProxyCache part) implements Part {}

        /// Something that it names is missing or unfit.
        record Missing(Reason reason, String message) implements Part {}
    }

    /// What is known of a cache on one visit.
    ///
    /// @param conflict the sentence why an older cache wins over this one
    /// @param word what the registry last said; empty when it was not asked yet
    record Known(Optional<Registry> registry, Part part, Optional<String> conflict, Optional<Fleet.Word> word) {

        Optional<RuntimeStatus.ProxyCacheStatus> runtime(ProxyCache cache) {
            return ProxyCacheStatuses.runtime(cache, word);
        }
    }

    private static Optional<RuntimeStatus.ProxyCacheStatus> runtime(ProxyCache cache, Optional<Fleet.Word> word) {
        return word.flatMap(last -> last instanceof Fleet.Word.Answer answer
                ? answer.status().proxyCaches().stream()
                        .filter(seen -> seen.name().equals(cache.getMetadata().getName()))
                        .findFirst()
                : Optional.empty());
    }

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
        } else {
            switch (known.part()) {
                case Part.Missing(Reason reason, String message) ->
                    conditions.no(CONFIG_APPLIED, reason, message).stalled(reason, message);
                case Part.Resolved(RegistryConfig.ProxyCache part) -> applied(cache, part, known.word(), conditions);
            }
        }
    }

    private static void applied(
            ProxyCache cache, RegistryConfig.ProxyCache part, Optional<Fleet.Word> word, Conditions conditions) {
        String registry = "Registry " + cache.getSpec().registryRef().name();
        if (word.isPresent() && word.get() instanceof Fleet.Word.Silence) {
            String message = registry + " does not answer; see its conditions";
            conditions
                    .no(CONFIG_APPLIED, Reason.RegistryNotReady, message)
                    .reconciling(Reason.RegistryNotReady, message);
        } else if (word.isPresent()
                && word.get() instanceof Fleet.Word.Answer answer
                && answer.caches().contains(part)) {
            conditions
                    .yes(CONFIG_APPLIED, Reason.ConfigApplied, "the registry serves this cache")
                    .ready("the registry serves this cache");
        } else {
            conditions
                    .no(CONFIG_APPLIED, Reason.ConfigPending, "the registry has not applied this cache yet")
                    .reconciling(
                            Reason.RegistryNotReady,
                            "waits for " + registry + " to apply it; see that Registry's conditions");
        }
    }

    private static void upstream(ProxyCache cache, Known known, Conditions conditions) {
        Optional<RuntimeStatus.ProxyCacheStatus> runtime = known.runtime(cache);
        Boolean reachable =
                runtime.map(RuntimeStatus.ProxyCacheStatus::upstreamReachable).orElse(null);
        String error = runtime.map(RuntimeStatus.ProxyCacheStatus::lastError).orElse(null);
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
        Boolean valid =
                runtime.map(RuntimeStatus.ProxyCacheStatus::credentialsValid).orElse(null);
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

    /// What the registry counted; what it counted before, while it is silent.
    static ProxyCacheStatus of(ProxyCache cache, Optional<Fleet.Word> word, Conditions conditions) {
        Long generation = cache.getMetadata().getGeneration();
        return runtime(cache, word)
                .map(seen -> new ProxyCacheStatus(
                        generation,
                        conditions.toList(),
                        seen.hits(),
                        seen.misses(),
                        seen.staleServed(),
                        Math.max(0, seen.bytesServed() - seen.bytesFromUpstream()),
                        seen.rateLimitRemaining(),
                        seen.lastError()))
                .orElseGet(() -> withConditions(cache.getStatus(), generation, conditions));
    }

    /// The spec is not acted on, so its generation counts as not seen.
    static ProxyCacheStatus paused(ProxyCache cache, Conditions conditions) {
        ProxyCacheStatus old = cache.getStatus();
        return withConditions(old, old == null ? null : old.observedGeneration(), conditions);
    }

    /// A visit that did not get to its end.
    static ProxyCacheStatus failed(ProxyCache cache, Conditions conditions) {
        return withConditions(cache.getStatus(), cache.getMetadata().getGeneration(), conditions);
    }

    private static ProxyCacheStatus withConditions(
            @Nullable ProxyCacheStatus old, @Nullable Long generation, Conditions conditions) {
        return new ProxyCacheStatus(
                generation,
                conditions.toList(),
                old == null ? null : old.hits(),
                old == null ? null : old.misses(),
                old == null ? null : old.staleServed(),
                old == null ? null : old.bytesSaved(),
                old == null ? null : old.rateLimitRemaining(),
                old == null ? null : old.lastError());
    }
}
