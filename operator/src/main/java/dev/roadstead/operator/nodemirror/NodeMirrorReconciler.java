package dev.roadstead.operator.nodemirror;

import dev.roadstead.config.MirrorPlan;
import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.NodeMirrorStatus;
import dev.roadstead.crd.NodeState;
import dev.roadstead.crd.Registry;
import dev.roadstead.operator.apply.Applier;
import dev.roadstead.operator.condition.Conditions;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.condition.ReconcileException;
import dev.roadstead.operator.event.Events;
import dev.roadstead.operator.naming.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/// Resolves NodeMirrors into plans that agents act on, and says what the nodes made of them.
@ControllerConfiguration(name = "nodemirror", finalizerName = Labels.NODES_FINALIZER)
public final class NodeMirrorReconciler implements Reconciler<NodeMirror>, Cleaner<NodeMirror> {
    private static final Duration UNSETTLED = Duration.ofSeconds(3);
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final KubernetesClient client;
    private final References references;
    private final Events events;
    private final Clock clock;

    public NodeMirrorReconciler(KubernetesClient client, String operatorNamespace, Events events, Clock clock) {
        this.client = client;
        this.references = new ClusterReferences(client, operatorNamespace);
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, NodeMirror>> prepareEventSources(EventSourceContext<NodeMirror> context) {
        return List.of(
                everyMirror(NodeState.class, context),
                everyMirror(Node.class, context),
                everyMirror(Registry.class, context));
    }

    /// Mirrors are few; each looks at what it needs of these kinds. Of Nodes and Registries only what a plan or a count
    /// reads raises an event.
    private static <T extends HasMetadata> EventSource<T, NodeMirror> everyMirror(
            Class<T> kind, EventSourceContext<NodeMirror> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, NodeMirror.class)
                        .withSecondaryToPrimaryMapper(object -> context.getPrimaryCache()
                                .list()
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .withPrimaryToSecondaryMapper((NodeMirror mirror) -> Set.of())
                        .withOnUpdateFilter((now, before) -> matters(now, before))
                        .build(),
                context);
    }

    private static boolean matters(HasMetadata now, HasMetadata before) {
        if (now instanceof Node node && before instanceof Node old) {
            return !Objects.equals(
                            node.getMetadata().getLabels(), old.getMetadata().getLabels())
                    || !Objects.equals(readiness(node), readiness(old));
        }
        if (now instanceof Registry registry && before instanceof Registry old) {
            return !Objects.equals(registry.getSpec(), old.getSpec())
                    || !Objects.equals(certificates(registry), certificates(old))
                    || !Objects.equals(
                            registry.getMetadata().getDeletionTimestamp(),
                            old.getMetadata().getDeletionTimestamp());
        }
        return true;
    }

    private static Optional<Object> certificates(Registry registry) {
        return Optional.ofNullable(registry.getStatus()).map(status -> status.certificates());
    }

    private static List<String> readiness(Node node) {
        return node.getStatus() == null
                ? List.of()
                : node.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals("Ready"))
                        .map(condition -> condition.getStatus())
                        .toList();
    }

    @Override
    public UpdateControl<NodeMirror> reconcile(NodeMirror mirror, Context<NodeMirror> context) {
        Conditions conditions = conditions(mirror);
        NodeMirrorStatus old = mirror.getStatus();
        NodeMirrorStatus.Plan plan = old == null ? null : old.plan();
        Optional<ReconcileException> problem = Optional.empty();
        if (isPaused(mirror)) {
            conditions.yes(
                    Conditions.PAUSED,
                    Reason.Paused,
                    "changes are held back: the plan of generation " + (plan == null ? "none" : plan.generation())
                            + " stays");
        } else {
            try {
                MirrorPlan fresh = PlanResolution.of(mirror, references);
                plan = NodeMirrorStatuses.plan(fresh);
            } catch (ReconcileException e) {
                problem = Optional.of(e);
            }
        }
        String hash = plan == null || plan.hash() == null ? "" : plan.hash();
        Census census = Census.of(mirror, hash, nodes(context), states(context));
        NodeMirrorStatuses.judge(mirror, census, problem, conditions);
        NodeMirrorStatus status = new NodeMirrorStatus(
                mirror.getMetadata().getGeneration(), conditions.toList(), plan, census.nodes(), census.worst());
        UpdateControl<NodeMirror> control;
        if (Objects.equals(old, status)) {
            control = UpdateControl.noUpdate();
        } else {
            events.tell(mirror, conditions.transitions());
            control = UpdateControl.patchStatus(withStatus(mirror, status));
        }
        Duration pause = conditions.isTrue(Conditions.READY) ? SETTLED : UNSETTLED;
        return control.rescheduleAfter(
                pause.plusMillis(ThreadLocalRandom.current().nextLong(1000)));
    }

    private static boolean isPaused(NodeMirror mirror) {
        var rollout = mirror.getSpec().rollout();
        return Labels.isPaused(mirror) || (rollout != null && Boolean.TRUE.equals(rollout.paused()));
    }

    private static List<Node> nodes(Context<NodeMirror> context) {
        return all(Node.class, context);
    }

    private static List<NodeState> states(Context<NodeMirror> context) {
        return all(NodeState.class, context);
    }

    private static <T extends HasMetadata> List<T> all(Class<T> kind, Context<NodeMirror> context) {
        InformerEventSource<T, NodeMirror> source = (InformerEventSource<T, NodeMirror>)
                context.eventSourceRetriever().getEventSourceFor(kind);
        return source.list().toList();
    }

    @Override
    public DeleteControl cleanup(NodeMirror mirror, Context<NodeMirror> context) {
        String name = mirror.getMetadata().getName();
        List<String> holding = client.resources(NodeState.class).list().getItems().stream()
                .filter(state -> state.getStatus() != null
                        && state.getStatus().mirrors().stream()
                                .anyMatch(entry -> entry.name().equals(name)))
                .map(state -> state.getMetadata().getName())
                .sorted()
                .toList();
        Map<String, String> annotations = mirror.getMetadata().getAnnotations();
        boolean confirmed = annotations != null && name.equals(annotations.get(Labels.CONFIRM_DELETION));
        if (holding.isEmpty() || confirmed) {
            return DeleteControl.defaultDelete();
        }
        Conditions conditions = conditions(mirror)
                .keepAll()
                .yes(
                        Conditions.DELETION_BLOCKED,
                        Reason.InUse,
                        "nodes still take their files away: "
                                + String.join(", ", holding.stream().limit(10).toList())
                                + (holding.size() > 10 ? " and " + (holding.size() - 10) + " more" : "")
                                + "; where one is gone for ever, delete its Node, or annotate this NodeMirror with "
                                + Labels.CONFIRM_DELETION + "=" + name);
        NodeMirrorStatus old = mirror.getStatus();
        NodeMirrorStatus status = new NodeMirrorStatus(
                mirror.getMetadata().getGeneration(),
                conditions.toList(),
                old == null ? null : old.plan(),
                old == null ? null : old.nodes(),
                old == null ? List.of() : old.worst());
        if (!Objects.equals(old, status)) {
            Applier.applyStatus(client, withStatus(mirror, status));
        }
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(UNSETTLED.toMillis());
    }

    private static NodeMirror withStatus(NodeMirror mirror, NodeMirrorStatus status) {
        NodeMirror fresh = new NodeMirror();
        fresh.setMetadata(
                new ObjectMetaBuilder().withName(mirror.getMetadata().getName()).build());
        fresh.setStatus(status);
        return fresh;
    }

    @Override
    public ErrorStatusUpdateControl<NodeMirror> updateErrorStatus(
            NodeMirror mirror, Context<NodeMirror> context, Exception e) {
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    private Conditions conditions(NodeMirror mirror) {
        NodeMirrorStatus status = mirror.getStatus();
        return new Conditions(
                status == null ? List.of() : status.conditions(),
                mirror.getMetadata().getGeneration(),
                clock);
    }
}
