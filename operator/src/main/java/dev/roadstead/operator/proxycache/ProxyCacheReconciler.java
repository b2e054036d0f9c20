package dev.roadstead.operator.proxycache;

import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.ProxyCacheStatus;
import dev.roadstead.crd.Registry;
import dev.roadstead.operator.admin.Fleet;
import dev.roadstead.operator.condition.Conditions;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.condition.ReconcileException;
import dev.roadstead.operator.config.CacheResolution;
import dev.roadstead.operator.config.Collisions;
import dev.roadstead.operator.event.Events;
import dev.roadstead.operator.naming.Labels;
import dev.roadstead.operator.naming.Names;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/// Says what is true of ProxyCaches. Their effect is a part of their Registry's configuration, which that kind's
/// reconciler hands out.
@ControllerConfiguration(name = "proxycache")
public final class ProxyCacheReconciler implements Reconciler<ProxyCache> {
    private static final Duration UNSETTLED = Duration.ofSeconds(3);
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final Fleet fleet;
    private final Events events;
    private final Clock clock;

    public ProxyCacheReconciler(KubernetesClient client, Fleet fleet, Events events, Clock clock) {
        this.client = client;
        this.fleet = fleet;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, ProxyCache>> prepareEventSources(EventSourceContext<ProxyCache> context) {
        return List.of(new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Registry.class, ProxyCache.class)
                        .withSecondaryToPrimaryMapper(registry -> context.getPrimaryCache()
                                .list(cache -> refersTo(cache, registry))
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .withPrimaryToSecondaryMapper((ProxyCache cache) -> java.util.Set.of(new ResourceID(
                                cache.getSpec().registryRef().name(),
                                cache.getMetadata().getNamespace())))
                        .build(),
                context));
    }

    private static boolean refersTo(ProxyCache cache, Registry registry) {
        return cache.getMetadata().getNamespace().equals(registry.getMetadata().getNamespace())
                && cache.getSpec()
                        .registryRef()
                        .name()
                        .equals(registry.getMetadata().getName());
    }

    @Override
    public UpdateControl<ProxyCache> reconcile(ProxyCache cache, Context<ProxyCache> context) {
        Conditions conditions = conditions(cache);
        Map<String, String> annotations = cache.getMetadata().getAnnotations();
        if (annotations != null && "true".equals(annotations.get(Labels.PAUSED))) {
            conditions
                    .keepAll()
                    .yes(
                            Conditions.PAUSED,
                            Reason.Paused,
                            "annotation " + Labels.PAUSED + " is set: nothing is changed");
            return patched(cache, ProxyCacheStatuses.of(cache, Optional.empty(), conditions), conditions);
        }
        String namespace = cache.getMetadata().getNamespace();
        Optional<Registry> registry = context.getSecondaryResource(Registry.class);
        Optional<RuntimeStatus.ProxyCacheStatus> runtime = fleet.lastOf(
                        new Names(namespace, cache.getSpec().registryRef().name()))
                .flatMap(status -> status.proxyCaches().stream()
                        .filter(seen -> seen.name().equals(cache.getMetadata().getName()))
                        .findFirst());
        List<ProxyCache> siblings = context.getPrimaryCache()
                .list(other -> other.getMetadata().getNamespace().equals(namespace)
                        && other.getMetadata().getDeletionTimestamp() == null
                        && other.getSpec().registryRef().equals(cache.getSpec().registryRef()))
                .toList();
        Optional<String> conflict = Optional.ofNullable(
                Collisions.of(siblings).get(cache.getMetadata().getName()));
        ProxyCacheStatuses.judge(
                cache, new ProxyCacheStatuses.Known(registry, problem(cache), conflict, runtime), conditions);
        UpdateControl<ProxyCache> control =
                patched(cache, ProxyCacheStatuses.of(cache, runtime, conditions), conditions);
        Duration pause = conditions.isTrue(Conditions.RECONCILING) ? UNSETTLED : SETTLED;
        return control.rescheduleAfter(
                pause.plusMillis(ThreadLocalRandom.current().nextLong(1000)));
    }

    private Optional<ReconcileException> problem(ProxyCache cache) {
        String namespace = cache.getMetadata().getNamespace();
        try {
            CacheResolution.resolve(
                    cache,
                    name -> Optional.ofNullable(client.secrets()
                            .inNamespace(namespace)
                            .withName(name)
                            .get()));
            return Optional.empty();
        } catch (ReconcileException e) {
            return Optional.of(e);
        } catch (IllegalArgumentException e) {
            return Optional.of(new ReconcileException(Reason.Failed, String.valueOf(e.getMessage())));
        }
    }

    private UpdateControl<ProxyCache> patched(ProxyCache cache, ProxyCacheStatus status, Conditions conditions) {
        if (Objects.equals(cache.getStatus(), status)) {
            return UpdateControl.noUpdate();
        }
        events.tell(cache, conditions.transitions());
        return UpdateControl.patchStatus(withStatus(cache, status));
    }

    private static ProxyCache withStatus(ProxyCache cache, ProxyCacheStatus status) {
        ProxyCache fresh = new ProxyCache();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(cache.getMetadata().getName())
                .withNamespace(cache.getMetadata().getNamespace())
                .build());
        fresh.setStatus(status);
        return fresh;
    }

    @Override
    public ErrorStatusUpdateControl<ProxyCache> updateErrorStatus(
            ProxyCache cache, Context<ProxyCache> context, Exception e) {
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    private Conditions conditions(ProxyCache cache) {
        ProxyCacheStatus status = cache.getStatus();
        return new Conditions(
                status == null ? List.of() : status.conditions(),
                cache.getMetadata().getGeneration(),
                clock);
    }
}
