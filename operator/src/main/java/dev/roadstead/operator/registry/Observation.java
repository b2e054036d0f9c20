package dev.roadstead.operator.registry;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfigs;
import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.operator.admin.AdminClient;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was seen of a registry on one visit.
///
/// @param growthRefused why a volume does not get the size that the spec asks for; null where it does
/// @param wanted the document that every pod should have applied
/// @param caPem what clients must trust; null where there is no TLS
/// @param certificateNotAfter expiry of the certificate that is, or is about to be, served
record Observation(
        StatefulSet statefulSet,
        List<PersistentVolumeClaim> claims,
        @Nullable String growthRefused,
        List<PodState> pods,
        RegistryConfig wanted,
        @Nullable String caPem,
        @Nullable Instant certificateNotAfter) {

    /// One pod and what its runtime says.
    ///
    /// @param silence why there is no status: the pod has no address yet, or does not answer
    record PodState(
            Pod pod,
            Optional<RuntimeStatus> status,
            AdminClient.@Nullable Pushed pushed,
            @Nullable String silence) {}

    String wantedHash() {
        return RegistryConfigs.hash(wanted);
    }

    Optional<RuntimeStatus> anyStatus() {
        return pods.stream().flatMap(pod -> pod.status().stream()).findFirst();
    }
}
