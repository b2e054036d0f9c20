package dev.roadstead.operator.gcschedule;

import dev.roadstead.crd.GCSchedule;
import dev.roadstead.crd.GCScheduleStatus;
import dev.roadstead.crd.Registry;
import dev.roadstead.operator.admin.Fleet;
import dev.roadstead.operator.apply.ApiErrors;
import dev.roadstead.operator.condition.Conditions;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.config.GcParts;
import dev.roadstead.operator.event.Events;
import dev.roadstead.operator.naming.Labels;
import dev.roadstead.operator.naming.Names;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
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

/// Says what is true of GCSchedules. Their effect is a part of their Registry's configuration, which that kind's
/// reconciler hands out; the registry itself runs the collector.
@ControllerConfiguration(name = "gcschedule")
public final class GcScheduleReconciler implements Reconciler<GCSchedule> {
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final int CONFLICT = 409;

    private final Fleet fleet;
    private final Events events;
    private final Clock clock;

    public GcScheduleReconciler(Fleet fleet, Events events, Clock clock) {
        this.fleet = fleet;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, GCSchedule>> prepareEventSources(EventSourceContext<GCSchedule> context) {
        var news = new SimpleInboundEventSource<GCSchedule>("registry-news");
        fleet.onNews(registry -> schedules(context, registry).forEach(news::propagateEvent));
        return List.of(registries(context), siblings(context), news);
    }

    private static EventSource<Registry, GCSchedule> registries(EventSourceContext<GCSchedule> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Registry.class, GCSchedule.class)
                        .withSecondaryToPrimaryMapper(registry -> schedules(
                                context,
                                new Names(
                                        registry.getMetadata().getNamespace(),
                                        registry.getMetadata().getName())))
                        .withPrimaryToSecondaryMapper((GCSchedule schedule) -> Set.of(new ResourceID(
                                registryOf(schedule).registry(),
                                registryOf(schedule).namespace())))
                        .withOnUpdateFilter((now, before) -> false)
                        .build(),
                context);
    }

    /// When the one that a Registry follows goes, another one takes its place.
    private static EventSource<GCSchedule, GCSchedule> siblings(EventSourceContext<GCSchedule> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(GCSchedule.class, GCSchedule.class)
                        .withName("siblings")
                        .withSecondaryToPrimaryMapper(schedule -> schedules(context, registryOf(schedule)))
                        .withPrimaryToSecondaryMapper((GCSchedule schedule) -> Set.of())
                        .withOnUpdateFilter((now, before) -> !Objects.equals(
                                now.getMetadata().getDeletionTimestamp(),
                                before.getMetadata().getDeletionTimestamp()))
                        .build(),
                context);
    }

    private static Set<ResourceID> schedules(EventSourceContext<GCSchedule> context, Names registry) {
        return context.getPrimaryCache()
                .list(schedule -> registryOf(schedule).equals(registry))
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static Names registryOf(GCSchedule schedule) {
        return new Names(
                schedule.getMetadata().getNamespace(),
                schedule.getSpec().registryRef().name());
    }

    @Override
    public UpdateControl<GCSchedule> reconcile(GCSchedule schedule, Context<GCSchedule> context) {
        Conditions conditions = conditions(schedule);
        if (Labels.isPaused(schedule)) {
            return patched(schedule, GcScheduleStatuses.paused(schedule, conditions), conditions);
        }
        Optional<Registry> registry = context.getSecondaryResource(Registry.class);
        Optional<Fleet.Word> word = fleet.lastOf(registryOf(schedule));
        if (registry.isPresent() && word.isEmpty() && isCurrent(schedule)) {
            // This operator has just started: what the one before said stays until the registry was asked.
            return UpdateControl.<GCSchedule>noUpdate().rescheduleAfter(jittered());
        }
        var known = new GcScheduleStatuses.Known(registry.isPresent(), ruling(schedule, context), word);
        GcScheduleStatuses.judge(schedule, known, conditions);
        return patched(schedule, GcScheduleStatuses.of(schedule, known, conditions), conditions)
                .rescheduleAfter(jittered());
    }

    private static String ruling(GCSchedule schedule, Context<GCSchedule> context) {
        Names registry = registryOf(schedule);
        List<GCSchedule> siblings = context.getPrimaryCache()
                .list(other -> registryOf(other).equals(registry))
                .toList();
        return GcParts.ruling(siblings).orElse(schedule).getMetadata().getName();
    }

    private static boolean isCurrent(GCSchedule schedule) {
        return schedule.getStatus() != null
                && Objects.equals(
                        schedule.getStatus().observedGeneration(),
                        schedule.getMetadata().getGeneration());
    }

    private static Duration jittered() {
        return SETTLED.plusMillis(ThreadLocalRandom.current().nextLong(1000));
    }

    private UpdateControl<GCSchedule> patched(GCSchedule schedule, GCScheduleStatus status, Conditions conditions) {
        if (Objects.equals(schedule.getStatus(), status)) {
            return UpdateControl.noUpdate();
        }
        events.tell(schedule, conditions.transitions());
        return UpdateControl.patchStatus(withStatus(schedule, status));
    }

    private static GCSchedule withStatus(GCSchedule schedule, GCScheduleStatus status) {
        GCSchedule fresh = new GCSchedule();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(schedule.getMetadata().getName())
                .withNamespace(schedule.getMetadata().getNamespace())
                .build());
        fresh.setStatus(status);
        return fresh;
    }

    @Override
    public ErrorStatusUpdateControl<GCSchedule> updateErrorStatus(
            GCSchedule schedule, Context<GCSchedule> context, Exception e) {
        if (e instanceof KubernetesClientException failure && failure.getCode() == CONFLICT) {
            return ErrorStatusUpdateControl.defaultErrorProcessing();
        }
        Conditions conditions = conditions(schedule)
                .keepAll()
                .reconciling(Reason.ApiError, "tried again soon: " + ApiErrors.sentence(e));
        GCScheduleStatus status = GcScheduleStatuses.failed(schedule, conditions);
        if (Objects.equals(schedule.getStatus(), status)) {
            return ErrorStatusUpdateControl.noStatusUpdate();
        }
        return ErrorStatusUpdateControl.patchStatus(withStatus(schedule, status));
    }

    private Conditions conditions(GCSchedule schedule) {
        GCScheduleStatus status = schedule.getStatus();
        return new Conditions(
                status == null ? List.of() : status.conditions(),
                schedule.getMetadata().getGeneration(),
                clock);
    }
}
