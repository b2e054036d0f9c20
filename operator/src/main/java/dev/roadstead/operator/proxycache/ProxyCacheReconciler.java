package dev.roadstead.operator.proxycache;

import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.ProxyCacheStatus;
import dev.roadstead.crd.Registry;
import dev.roadstead.operator.admin.Fleet;
import dev.roadstead.operator.apply.ApiErrors;
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
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/// Says what is true of ProxyCaches. Their effect is a part of their Registry's configuration, which that kind's
/// reconciler hands out.
@ControllerConfiguration(name = "proxycache")
public final class ProxyCacheReconciler implements Reconciler<ProxyCache> {
    private static final Duration UNSETTLED = Duration.ofSeconds(3);
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final int CONFLICT = 409;

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
        var news = new SimpleInboundEventSource<ProxyCache>("registry-news");
        fleet.onNews(registry -> caches(context, registry).forEach(news::propagateEvent));
        return List.of(registries(context), news);
    }

    /// Whether there is one; what it says of itself is in the fleet's news.
    private static EventSource<Registry, ProxyCache> registries(EventSourceContext<ProxyCache> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Registry.class, ProxyCache.class)
                        .withSecondaryToPrimaryMapper(registry -> caches(
                                context,
                                new Names(
                                        registry.getMetadata().getNamespace(),
                                        registry.getMetadata().getName())))
                        .withPrimaryToSecondaryMapper((ProxyCache cache) -> Set.of(new ResourceID(
                                registryOf(cache).registry(), registryOf(cache).namespace())))
                        .withOnUpdateFilter((now, before) -> false)
                        .build(),
                context);
    }

    private static Set<ResourceID> caches(EventSourceContext<ProxyCache> context, Names registry) {
        return context.getPrimaryCache()
                .list(cache -> registryOf(cache).equals(registry))
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static Names registryOf(ProxyCache cache) {
        return new Names(
                cache.getMetadata().getNamespace(),
                cache.getSpec().registryRef().name());
    }

    @Override
    public UpdateControl<ProxyCache> reconcile(ProxyCache cache, Context<ProxyCache> context) {
        Conditions conditions = conditions(cache);
        if (Labels.isPaused(cache)) {
            conditions
                    .keepAll()
                    .yes(
                            Conditions.PAUSED,
                            Reason.Paused,
                            "annotation " + Labels.PAUSED + " is set: nothing is changed");
            return patched(cache, ProxyCacheStatuses.paused(cache, conditions), conditions);
        }
        Optional<Registry> registry = context.getSecondaryResource(Registry.class);
        Optional<Fleet.Word> word = fleet.lastOf(registryOf(cache));
        if (registry.isPresent() && word.isEmpty() && isCurrent(cache)) {
            // This operator has just started: what the one before said stays until the registry was asked.
            return UpdateControl.<ProxyCache>noUpdate().rescheduleAfter(jittered(SETTLED));
        }
        ProxyCacheStatuses.Part part = part(cache);
        ProxyCacheStatuses.judge(
                cache, new ProxyCacheStatuses.Known(registry, part, conflict(cache, context), word), conditions);
        UpdateControl<ProxyCache> control = patched(cache, ProxyCacheStatuses.of(cache, word, conditions), conditions);
        // Nobody tells of a Secret that comes or changes.
        return control.rescheduleAfter(jittered(part instanceof ProxyCacheStatuses.Part.Missing ? UNSETTLED : SETTLED));
    }

    private static boolean isCurrent(ProxyCache cache) {
        return cache.getStatus() != null
                && Objects.equals(
                        cache.getStatus().observedGeneration(),
                        cache.getMetadata().getGeneration());
    }

    private static Duration jittered(Duration about) {
        return about.plusMillis(ThreadLocalRandom.current().nextLong(1000));
    }

    private static Optional<String> conflict(ProxyCache cache, Context<ProxyCache> context) {
        Names registry = registryOf(cache);
        List<ProxyCache> siblings = context.getPrimaryCache()
                .list(other -> registryOf(other).equals(registry)
                        && other.getMetadata().getDeletionTimestamp() == null)
                .toList();
        return Optional.ofNullable(
                Collisions.of(siblings).get(cache.getMetadata().getName()));
    }

    private ProxyCacheStatuses.Part part(ProxyCache cache) {
        String namespace = cache.getMetadata().getNamespace();
        try {
            return new ProxyCacheStatuses.Part.Resolved(CacheResolution.resolve(
                    cache,
                    name -> Optional.ofNullable(client.secrets()
                            .inNamespace(namespace)
                            .withName(name)
                            .get())));
        } catch (ReconcileException e) {
            return new ProxyCacheStatuses.Part.Missing(e.reason(), String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new ProxyCacheStatuses.Part.Missing(Reason.Failed, String.valueOf(e.getMessage()));
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
        if (e instanceof KubernetesClientException failure && failure.getCode() == CONFLICT) {
            return ErrorStatusUpdateControl.defaultErrorProcessing();
        }
        Conditions conditions =
                conditions(cache).keepAll().reconciling(Reason.ApiError, "tried again soon: " + ApiErrors.sentence(e));
        ProxyCacheStatus status = ProxyCacheStatuses.failed(cache, conditions);
        if (Objects.equals(cache.getStatus(), status)) {
            return ErrorStatusUpdateControl.noStatusUpdate();
        }
        return ErrorStatusUpdateControl.patchStatus(withStatus(cache, status));
    }

    private Conditions conditions(ProxyCache cache) {
        ProxyCacheStatus status = cache.getStatus();
        return new Conditions(
                status == null ? List.of() : status.conditions(),
                cache.getMetadata().getGeneration(),
                clock);
    }
}
