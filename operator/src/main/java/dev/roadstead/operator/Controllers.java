package dev.roadstead.operator;

import dev.roadstead.operator.apply.Applier;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// What all controllers have in common.
final class Controllers {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);
    /// A safety net: nothing relies on it.
    private static final Duration RESYNC = Duration.ofMinutes(10);

    private Controllers() {}

    static <P extends HasMetadata> void register(Operator operator, Reconciler<P> reconciler) {
        operator.register(
                reconciler,
                overrider -> overrider
                        .withGenerationAware(false)
                        .withOnUpdateFilter(Controllers::matters)
                        .withFieldManager(Applier.FIELD_MANAGER)
                        .withReconciliationMaxInterval(RESYNC)
                        .withRateLimiter(new LinearRateLimiter(Duration.ofSeconds(5), 5))
                        .withRetry(new GenericRetry()
                                .setInitialInterval(FIRST_RETRY.toMillis())
                                .setIntervalMultiplier(2)
                                .setMaxInterval(LAST_RETRY.toMillis())
                                .withoutMaxAttempts()));
    }

    /// The spec, the annotations (paused, reconcile-at, confirm-deletion), the finalizers and the wish to delete; of
    /// the
    /// status only what others wrote into it.
    private static boolean matters(HasMetadata now, HasMetadata before) {
        var after = now.getMetadata();
        var old = before.getMetadata();
        return !Objects.equals(after.getGeneration(), old.getGeneration())
                || !Objects.equals(after.getAnnotations(), old.getAnnotations())
                || !Objects.equals(after.getFinalizers(), old.getFinalizers())
                || !Objects.equals(after.getDeletionTimestamp(), old.getDeletionTimestamp())
                || !strangers(after).equals(strangers(old));
    }

    /// Which fields of the status have another writer.
    private static List<ManagedFieldsEntry> strangers(ObjectMeta metadata) {
        return metadata.getManagedFields().stream()
                .filter(entry -> "status".equals(entry.getSubresource()))
                .filter(entry -> !Applier.FIELD_MANAGER.equals(entry.getManager()))
                .toList();
    }
}
