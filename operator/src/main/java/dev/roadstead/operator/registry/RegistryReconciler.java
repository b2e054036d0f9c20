package dev.roadstead.operator.registry;

import dev.roadstead.crd.GCSchedule;
import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.Registry;
import dev.roadstead.crd.RegistryStatus;
import dev.roadstead.operator.admin.AdminClient;
import dev.roadstead.operator.admin.Fleet;
import dev.roadstead.operator.apply.ApiErrors;
import dev.roadstead.operator.apply.Applier;
import dev.roadstead.operator.condition.Conditions;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.event.Events;
import dev.roadstead.operator.naming.Labels;
import dev.roadstead.operator.naming.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Makes Registries true, looks at what became of them, and says so.
@ControllerConfiguration(name = "registry", finalizerName = Labels.REGISTRY_FINALIZER)
public final class RegistryReconciler implements Reconciler<Registry>, Cleaner<Registry> {
    private static final Duration UNSETTLED = Duration.ofSeconds(3);
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final String FOREGROUND = "foregroundDeletion";

    private final RegistryObjects objects;
    private final AdminClient admin;
    private final Fleet fleet;
    private final Events events;
    private final Clock clock;

    public RegistryReconciler(RegistryObjects objects, AdminClient admin, Fleet fleet, Events events, Clock clock) {
        this.objects = objects;
        this.admin = admin;
        this.fleet = fleet;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, Registry>> prepareEventSources(EventSourceContext<Registry> context) {
        List<EventSource<?, Registry>> sources = new ArrayList<>();
        for (Class<? extends HasMetadata> kind : List.of(
                StatefulSet.class,
                Service.class,
                Secret.class,
                ConfigMap.class,
                ServiceAccount.class,
                PodDisruptionBudget.class,
                NetworkPolicy.class,
                PersistentVolumeClaim.class,
                Pod.class)) {
            sources.add(owned(kind, context));
        }
        sources.add(new InformerEventSource<>(
                InformerEventSourceConfiguration.from(ProxyCache.class, Registry.class)
                        .withOnUpdateFilter(RegistryReconciler::concerns)
                        .withSecondaryToPrimaryMapper(cache -> Set.of(new ResourceID(
                                cache.getSpec().registryRef().name(),
                                cache.getMetadata().getNamespace())))
                        .build(),
                context));
        sources.add(new InformerEventSource<>(
                InformerEventSourceConfiguration.from(GCSchedule.class, Registry.class)
                        .withOnUpdateFilter(RegistryReconciler::hasNewWishes)
                        .withSecondaryToPrimaryMapper(schedule -> Set.of(new ResourceID(
                                schedule.getSpec().registryRef().name(),
                                schedule.getMetadata().getNamespace())))
                        .build(),
                context));
        // A Registry whose deletion waits for a NodeMirror goes on when that is gone.
        sources.add(new InformerEventSource<>(
                InformerEventSourceConfiguration.from(NodeMirror.class, Registry.class)
                        .withSecondaryToPrimaryMapper(mirror -> Dependents.registriesOf(mirror.getSpec()))
                        .withOnUpdateFilter((now, before) -> !Objects.equals(now.getSpec(), before.getSpec()))
                        .build(),
                context));
        return sources;
    }

    /// Whether a Registry must look at a changed cache: not for its counters, which move with every pull.
    private static boolean concerns(ProxyCache now, ProxyCache before) {
        return hasNewWishes(now, before) || !Objects.equals(readiness(now), readiness(before));
    }

    private static boolean hasNewWishes(HasMetadata now, HasMetadata before) {
        var after = now.getMetadata();
        var old = before.getMetadata();
        return !Objects.equals(after.getGeneration(), old.getGeneration())
                || !Objects.equals(after.getAnnotations(), old.getAnnotations())
                || !Objects.equals(after.getDeletionTimestamp(), old.getDeletionTimestamp());
    }

    /// It changes when what was missing comes, such as a Secret, which only the cache waits for.
    private static List<String> readiness(ProxyCache cache) {
        return cache.getStatus() == null
                ? List.of()
                : cache.getStatus().conditions().stream()
                        .filter(condition -> condition.getType().equals(RegistryStatuses.CONFIG_APPLIED))
                        .map(condition -> condition.getStatus() + "/" + condition.getReason())
                        .toList();
    }

    private static <T extends HasMetadata> EventSource<T, Registry> owned(
            Class<T> kind, EventSourceContext<Registry> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, Registry.class)
                        .withLabelSelector(Labels.OURS)
                        .withSecondaryToPrimaryMapper(RegistryReconciler::registryOf)
                        .build(),
                context);
    }

    private static Set<ResourceID> registryOf(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        String instance = labels == null ? null : labels.get(Labels.INSTANCE);
        return instance == null
                ? Set.of()
                : Set.of(new ResourceID(instance, object.getMetadata().getNamespace()));
    }

    @Override
    public UpdateControl<Registry> reconcile(Registry registry, Context<Registry> context) throws Exception {
        Conditions conditions = conditions(registry);
        RegistryStatus status = visit(registry, context, conditions);
        Duration pause = fleet.isCollecting(names(registry)) ? jittered(UNSETTLED) : pause(conditions);
        return patched(registry, status, conditions).rescheduleAfter(pause);
    }

    private RegistryStatus visit(Registry registry, Context<Registry> context, Conditions conditions)
            throws InterruptedException {
        if (Labels.isPaused(registry)) {
            conditions
                    .keepAll()
                    .yes(
                            Conditions.PAUSED,
                            Reason.Paused,
                            "annotation " + Labels.PAUSED + " is set: nothing is changed");
            return RegistryStatuses.paused(registry, conditions);
        }
        Optional<String> refusal = SpecSupport.refusal(registry.getSpec());
        if (refusal.isPresent()) {
            fleet.heardNothing(names(registry));
            conditions.stalled(Reason.NotSupported, refusal.get());
            return RegistryStatuses.withConditions(registry, conditions);
        }
        Observation seen = objects.bring(registry, context, conditions);
        RegistryStatuses.judge(registry, seen, conditions);
        seen.anyStatus()
                .ifPresentOrElse(
                        status -> fleet.heard(names(registry), status, seen.wanted()),
                        () -> fleet.heardNothing(names(registry)));
        return RegistryStatuses.of(registry, seen, conditions);
    }

    private static Duration pause(Conditions conditions) {
        return jittered(conditions.isTrue(Conditions.READY) ? SETTLED : UNSETTLED);
    }

    private static Duration jittered(Duration about) {
        long millis = about.toMillis();
        return Duration.ofMillis(
                millis - millis / 6 + ThreadLocalRandom.current().nextLong(millis / 3 + 1));
    }

    private UpdateControl<Registry> patched(Registry registry, RegistryStatus status, Conditions conditions) {
        if (Objects.equals(registry.getStatus(), status)) {
            return UpdateControl.noUpdate();
        }
        events.tell(registry, conditions.transitions());
        return UpdateControl.patchStatus(withStatus(registry, status));
    }

    private static Registry withStatus(Registry registry, RegistryStatus status) {
        Registry fresh = new Registry();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(registry.getMetadata().getName())
                .withNamespace(registry.getMetadata().getNamespace())
                .build());
        fresh.setStatus(status);
        return fresh;
    }

    @Override
    public ErrorStatusUpdateControl<Registry> updateErrorStatus(
            Registry registry, Context<Registry> context, Exception e) {
        if (e instanceof KubernetesClientException failure && failure.getCode() == 409) {
            return ErrorStatusUpdateControl.defaultErrorProcessing();
        }
        Conditions conditions = conditions(registry)
                .keepAll()
                .reconciling(Reason.ApiError, "tried again soon: " + ApiErrors.sentence(e));
        RegistryStatus status = RegistryStatuses.withConditions(registry, conditions);
        if (Objects.equals(registry.getStatus(), status)) {
            return ErrorStatusUpdateControl.noStatusUpdate();
        }
        return ErrorStatusUpdateControl.patchStatus(withStatus(registry, status));
    }

    /// Asks the API server itself who depends on a Registry: what a cache has not seen yet would lose its registry. One
    /// that stays is kept in order as before, since others live on it.
    @Override
    public DeleteControl cleanup(Registry registry, Context<Registry> context) throws Exception {
        var client = context.getClient();
        String namespace = registry.getMetadata().getNamespace();
        List<String> dependents = isConfirmed(registry)
                ? List.of()
                : Dependents.of(
                        registry,
                        client.resources(ProxyCache.class)
                                .inNamespace(namespace)
                                .list()
                                .getItems(),
                        client.resources(NodeMirror.class).list().getItems());
        if (dependents.isEmpty()) {
            Names names = names(registry);
            admin.forget(names);
            fleet.forget(names);
            objects.forget(names);
            return DeleteControl.defaultDelete();
        }
        keepChildren(registry, client);
        Conditions conditions = conditions(registry);
        RegistryStatus visited = visit(registry, context, conditions);
        conditions.yes(
                Conditions.DELETION_BLOCKED,
                Reason.InUse,
                "still used by " + String.join(", ", dependents)
                        + ": delete these first, or annotate this Registry with " + Labels.CONFIRM_DELETION + "="
                        + registry.getMetadata().getName());
        RegistryStatus status = RegistryStatuses.withConditions(visited, conditions);
        if (!Objects.equals(registry.getStatus(), status)) {
            events.tell(registry, conditions.transitions());
            Applier.applyStatus(client, withStatus(registry, status));
        }
        return DeleteControl.noFinalizerRemoval()
                .rescheduleAfter(pause(conditions).toMillis());
    }

    /// A foreground deletion would take the pods away although the Registry stays: it becomes a background one.
    private static void keepChildren(Registry registry, KubernetesClient client) {
        if (registry.getMetadata().getFinalizers().contains(FOREGROUND)) {
            client.resource(registry).edit(live -> {
                live.getMetadata().getFinalizers().remove(FOREGROUND);
                return live;
            });
        }
    }

    private static boolean isConfirmed(Registry registry) {
        Map<String, String> annotations = registry.getMetadata().getAnnotations();
        return annotations != null && registry.getMetadata().getName().equals(annotations.get(Labels.CONFIRM_DELETION));
    }

    private Conditions conditions(Registry registry) {
        RegistryStatus status = registry.getStatus();
        return new Conditions(
                status == null ? List.of() : status.conditions(),
                registry.getMetadata().getGeneration(),
                clock);
    }

    private static Names names(Registry registry) {
        return new Names(
                registry.getMetadata().getNamespace(), registry.getMetadata().getName());
    }
}
