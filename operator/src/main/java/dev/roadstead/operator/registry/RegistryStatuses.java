package dev.roadstead.operator.registry;

import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.crd.Registry;
import dev.roadstead.crd.RegistryStatus;
import dev.roadstead.oci.Digest;
import dev.roadstead.operator.admin.AdminClient;
import dev.roadstead.operator.condition.Conditions;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.config.RegistryAddress;
import dev.roadstead.operator.naming.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The status of a Registry from what was seen: pure functions.
final class RegistryStatuses {
    static final String STORAGE_READY = "StorageReady";
    static final String DATABASE_READY = "DatabaseReady";
    static final String CERTIFICATES_READY = "CertificatesReady";
    static final String CONFIG_APPLIED = "ConfigApplied";
    static final String AVAILABLE = "Available";

    private RegistryStatuses() {}

    /// Adds the facts and the summary to `conditions`, on which certificates already stand.
    static void judge(Registry registry, Observation seen, Conditions conditions) {
        boolean scaledToZero = Integer.valueOf(0).equals(registry.getSpec().replicas());
        storage(seen, conditions, scaledToZero);
        config(seen, conditions, scaledToZero);
        available(seen, conditions, scaledToZero);
        List<String> ignored = SpecSupport.ignored(registry.getSpec());
        if (!ignored.isEmpty()) {
            conditions.no(
                    Conditions.SPEC_HONOURED,
                    Reason.PartlyHonoured,
                    "not acted on by this version: " + String.join(", ", ignored));
        }
        conditions
                .firstNotTrue(CERTIFICATES_READY, STORAGE_READY, DATABASE_READY, CONFIG_APPLIED, AVAILABLE)
                .ifPresentOrElse(
                        missing -> summary(missing, conditions),
                        () -> conditions.ready(
                                "serves at " + RegistryAddress.of(registry).url()));
    }

    private static void summary(Condition missing, Conditions conditions) {
        Reason reason = Reason.valueOf(missing.getReason());
        switch (reason) {
            case ConfigRefused, SecretNotFound, SecretInvalid, ScaledToZero, StorageNotExpandable ->
                conditions.stalled(reason, missing.getMessage());
            default -> conditions.reconciling(reason, missing.getMessage());
        }
    }

    private static void storage(Observation seen, Conditions conditions, boolean scaledToZero) {
        Optional<PersistentVolumeClaim> pending = seen.claims().stream()
                .filter(claim -> claim.getStatus() == null
                        || !"Bound".equals(claim.getStatus().getPhase()))
                .findFirst();
        if (pending.isPresent()) {
            conditions.no(
                    STORAGE_READY,
                    Reason.StoragePending,
                    "PersistentVolumeClaim " + pending.get().getMetadata().getName()
                            + " is not bound: see kubectl describe pvc, and spec.storage.filesystem.storageClassName");
        } else if (seen.claims().isEmpty()) {
            conditions.no(STORAGE_READY, Reason.StoragePending, "the PersistentVolumeClaim does not exist yet");
        } else if (seen.growthRefused() != null) {
            conditions.no(STORAGE_READY, Reason.StorageNotExpandable, seen.growthRefused());
        } else {
            conditions.yes(STORAGE_READY, Reason.StorageBound, "the volume is bound");
        }
        Optional<String> trouble = seen.anyStatus()
                .flatMap(status -> status.notReadyReasons().stream().findFirst());
        if (trouble.isPresent()) {
            conditions.no(DATABASE_READY, Reason.Failed, "the registry reports: " + trouble.get());
        } else if (seen.anyStatus().isPresent() || scaledToZero) {
            conditions.yes(DATABASE_READY, Reason.DatabaseEmbedded, "SQLite beside the blobs");
        } else {
            conditions.keep(DATABASE_READY);
            if (conditions.toList().stream()
                    .noneMatch(condition -> condition.getType().equals(DATABASE_READY))) {
                conditions.unknown(DATABASE_READY, Reason.Unknown, "the registry has not answered yet");
            }
        }
    }

    private static void config(Observation seen, Conditions conditions, boolean scaledToZero) {
        for (Observation.PodState pod : seen.pods()) {
            if (pod.pushed() instanceof AdminClient.Pushed.Refused(String field, String message)) {
                conditions.no(
                        CONFIG_APPLIED,
                        Reason.ConfigRefused,
                        "the registry refuses the configuration and keeps the old one: " + field + ": " + message);
                return;
            }
        }
        List<RuntimeStatus> statuses =
                seen.pods().stream().flatMap(pod -> pod.status().stream()).toList();
        boolean all = statuses.stream().allMatch(status -> status.configHash().equals(seen.wantedHash()));
        if (scaledToZero) {
            conditions.yes(CONFIG_APPLIED, Reason.ConfigApplied, "no pod is wanted; the configuration is stored");
        } else if (!statuses.isEmpty() && all) {
            conditions.yes(CONFIG_APPLIED, Reason.ConfigApplied, "every pod has applied the configuration");
        } else {
            conditions.no(
                    CONFIG_APPLIED,
                    Reason.ConfigPending,
                    silence(seen).orElse("a pod has not applied the configuration yet"));
        }
    }

    private static void available(Observation seen, Conditions conditions, boolean scaledToZero) {
        if (scaledToZero) {
            conditions.no(
                    AVAILABLE,
                    Reason.ScaledToZero,
                    "spec.replicas is 0: nothing is served; set it to 1 to serve again");
        } else if (readyPods(seen) > 0) {
            conditions.yes(AVAILABLE, Reason.PodsReady, "a pod serves");
        } else {
            Optional<String> failing = seen.pods().stream()
                    .flatMap(pod -> failure(pod.pod()).stream())
                    .findFirst();
            conditions.no(
                    AVAILABLE,
                    failing.isPresent() ? Reason.PodFailing : Reason.PodsNotReady,
                    failing.orElse(silence(seen).orElse("no pod is ready yet")));
        }
    }

    private static Optional<String> silence(Observation seen) {
        return seen.pods().stream()
                .map(Observation.PodState::silence)
                .filter(java.util.Objects::nonNull)
                .map(String::valueOf)
                .findFirst();
    }

    /// What a container that does not run says of itself.
    private static Optional<String> failure(Pod pod) {
        if (pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null) {
            return Optional.empty();
        }
        for (ContainerStatus status : pod.getStatus().getContainerStatuses()) {
            if (status.getState() != null && status.getState().getWaiting() != null) {
                var waiting = status.getState().getWaiting();
                String last = Optional.ofNullable(status.getLastState())
                        .map(state -> state.getTerminated())
                        .map(terminated -> terminated.getMessage())
                        .map(message -> ": " + message.strip())
                        .orElse("");
                String detail = waiting.getMessage() == null ? "" : " (" + waiting.getMessage() + ")";
                if (!"ContainerCreating".equals(waiting.getReason()) || !detail.isEmpty()) {
                    return Optional.of("pod " + pod.getMetadata().getName() + " is waiting: " + waiting.getReason()
                            + detail + last);
                }
            }
        }
        return Optional.empty();
    }

    static int readyPods(Observation seen) {
        return (int) seen.pods().stream().filter(state -> isReady(state.pod())).count();
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    /// The whole status.
    static RegistryStatus of(Registry registry, Observation seen, Conditions conditions) {
        Optional<RuntimeStatus> status = seen.anyStatus();
        return new RegistryStatus(
                registry.getMetadata().getGeneration(),
                conditions.toList(),
                RegistryAddress.of(registry).url(),
                seen.pods().size(),
                readyPods(seen),
                Labels.selector(registry.getMetadata().getName()).entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(",")),
                status.map(RuntimeStatus::version).orElse(null),
                conditions.isTrue(CONFIG_APPLIED) ? seen.wantedHash() : null,
                status.map(RuntimeStatus::usage).map(RegistryStatuses::usage).orElse(null),
                certificates(seen));
    }

    /// A status that tells of conditions only, for visits that saw nothing else; the rest stays as it stood.
    static RegistryStatus withConditions(Registry registry, Conditions conditions) {
        return withConditions(registry.getStatus(), registry.getMetadata().getGeneration(), conditions);
    }

    /// The same for a visit that did not act on the spec, so that its generation counts as not seen.
    static RegistryStatus paused(Registry registry, Conditions conditions) {
        RegistryStatus old = registry.getStatus();
        return withConditions(old, old == null ? null : old.observedGeneration(), conditions);
    }

    /// The same status with other conditions.
    static RegistryStatus withConditions(RegistryStatus status, Conditions conditions) {
        return withConditions(status, status.observedGeneration(), conditions);
    }

    private static RegistryStatus withConditions(
            @Nullable RegistryStatus old, @Nullable Long generation, Conditions conditions) {
        return new RegistryStatus(
                generation,
                conditions.toList(),
                old == null ? null : old.url(),
                old == null ? null : old.replicas(),
                old == null ? null : old.readyReplicas(),
                old == null ? null : old.selector(),
                old == null ? null : old.version(),
                old == null ? null : old.configHash(),
                old == null ? null : old.usage(),
                old == null ? null : old.certificates());
    }

    private static RegistryStatus.Usage usage(RuntimeStatus.Usage usage) {
        return new RegistryStatus.Usage(usage.blobBytes(), usage.blobs(), usage.repositories(), usage.tags());
    }

    private static RegistryStatus.@Nullable Certificates certificates(Observation seen) {
        if (seen.caPem() == null) {
            return null;
        }
        String caHash =
                Digest.sha256(seen.caPem().getBytes(StandardCharsets.UTF_8)).toString();
        return new RegistryStatus.Certificates(
                seen.certificateNotAfter() == null
                        ? null
                        : seen.certificateNotAfter()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString(),
                caHash);
    }
}
