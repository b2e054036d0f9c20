package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.ControlLoop;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Deployment to ReplicaSets: one per template, the newest grows while the others shrink.
final class Deployments implements Controller {

    static final String HASH = "pod-template-hash";
    static final String REVISION = "deployment.kubernetes.io/revision";

    private final ClusterView view;
    private final DeploymentStatuses statuses;

    Deployments(ClusterView view, Clock clock) {
        this.view = view;
        this.statuses = new DeploymentStatuses(clock);
    }

    @Override
    public String name() {
        return "deployment";
    }

    @Override
    public void watch(ControlLoop loop) {
        view.onChange(Resource.DEPLOYMENTS, object -> loop.enqueue(Key.of(object)));
        view.onChange(Resource.REPLICA_SETS, set -> Owned.enqueue(loop, set, "Deployment"));
        // Recreate waits for the old pods to be gone.
        view.onChange(
                Resource.PODS,
                pod -> Meta.controller(pod)
                        .flatMap(owner -> view.get(
                                Resource.REPLICA_SETS,
                                new Key(Meta.namespace(pod), owner.path("name").asText())))
                        .ifPresent(set -> Owned.enqueue(loop, set, "Deployment")));
    }

    @Override
    public Optional<Duration> reconcile(Key key) {
        ObjectNode deployment = view.get(Resource.DEPLOYMENTS, key).orElse(null);
        if (deployment == null) {
            return Optional.empty();
        }
        if (!Meta.isDeleting(deployment)) {
            if (deployment.path("spec").path("paused").asBoolean()) {
                scaleInProportion(deployment);
            } else {
                roll(deployment);
            }
            dropHistory(deployment);
        }
        List<ObjectNode> sets = sets(deployment);
        ObjectNode current = current(deployment, sets).orElse(null);
        JsonNode status = statuses.status(deployment, sets, current);
        view.status(Resource.DEPLOYMENTS, deployment, status);
        return statuses.untilDeadline(deployment, status);
    }

    private void roll(ObjectNode deployment) {
        boolean recreate =
                deployment.path("spec").path("strategy").path("type").asText().equals("Recreate");
        if (recreate) {
            List<ObjectNode> old = old(deployment);
            old.forEach(set -> scale(set, 0));
            boolean gone = old.stream()
                    .allMatch(set -> view.controlledBy(Resource.PODS, set).isEmpty());
            if (gone) {
                scale(ensureCurrent(deployment), replicas(deployment));
            }
            return;
        }
        ObjectNode current = ensureCurrent(deployment);
        int wanted = replicas(deployment);
        Rollout rollout =
                Rollout.of(deployment.path("spec").path("strategy").path("rollingUpdate"), wanted, "25%", "25%");
        int total = sets(deployment).stream().mapToInt(Deployments::replicas).sum();
        if (replicas(current) > wanted) {
            scale(current, wanted);
        } else if (replicas(current) < wanted) {
            int room = wanted + rollout.surge() - total;
            current = scale(current, replicas(current) + Math.clamp(room, 0, wanted - replicas(current)));
        }
        shrinkOld(deployment, current, wanted - rollout.unavailable());
    }

    /// Takes from the old sets what the others can spare, pods that are not available first.
    private void shrinkOld(ObjectNode deployment, ObjectNode current, int minAvailable) {
        List<ObjectNode> old = old(deployment);
        int oldTotal = old.stream().mapToInt(Deployments::replicas).sum();
        int unavailableNew = replicas(current) - available(current);
        int spare = oldTotal + replicas(current) - minAvailable - Math.max(0, unavailableNew);
        for (ObjectNode set : old) {
            int broken = Math.clamp(replicas(set) - available(set), 0, Math.max(0, spare));
            if (broken > 0) {
                scale(set, replicas(set) - broken);
                spare -= broken;
            }
        }
        int availableTotal = available(current)
                + old.stream().mapToInt(Deployments::available).sum();
        int removable = Math.min(spare, availableTotal - minAvailable);
        for (ObjectNode set : old(deployment)) {
            int take = Math.clamp(removable, 0, Math.max(0, Math.min(replicas(set), available(set))));
            if (take > 0) {
                scale(set, replicas(set) - take);
                removable -= take;
            }
        }
    }

    /// While paused, only the newest set follows `spec.replicas`.
    private void scaleInProportion(ObjectNode deployment) {
        List<ObjectNode> sets = sets(deployment);
        int others = sets.stream().skip(1).mapToInt(Deployments::replicas).sum();
        sets.stream().findFirst().ifPresent(set -> scale(set, Math.max(0, replicas(deployment) - others)));
    }

    private ObjectNode ensureCurrent(ObjectNode deployment) {
        List<ObjectNode> sets = sets(deployment);
        int last = sets.stream().mapToInt(Deployments::revision).max().orElse(0);
        ObjectNode current = current(deployment, sets).orElse(null);
        if (current == null) {
            current = view.create(Resource.REPLICA_SETS, desired(deployment, last + 1));
        } else if (revision(current) < last) {
            current = annotate(Resource.REPLICA_SETS, current, last + 1);
        }
        if (revision(deployment) != revision(current)) {
            annotate(Resource.DEPLOYMENTS, deployment, revision(current));
        }
        return current;
    }

    private ObjectNode annotate(Resource resource, ObjectNode object, int revision) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").putObject("annotations").put(REVISION, String.valueOf(revision));
        return view.merge(resource, Key.of(object), patch);
    }

    private static ObjectNode desired(ObjectNode deployment, int revision) {
        String hash = hash(deployment);
        JsonNode spec = deployment.path("spec");
        ObjectNode set = Json.object();
        ObjectNode metadata = set.putObject("metadata");
        metadata.put("namespace", Meta.namespace(deployment)).put("name", Meta.name(deployment) + "-" + hash);
        metadata.putArray("ownerReferences").add(Meta.ownerReference(deployment));
        metadata.putObject("annotations").put(REVISION, String.valueOf(revision));
        ObjectNode wanted = set.putObject("spec");
        wanted.put("replicas", 0);
        if (spec.has("minReadySeconds")) {
            wanted.set("minReadySeconds", spec.get("minReadySeconds"));
        }
        ObjectNode selector = wanted.set("selector", spec.path("selector").deepCopy());
        Json.child(Json.child(selector, "selector"), "matchLabels").put(HASH, hash);
        ObjectNode template = spec.path("template").deepCopy();
        wanted.set("template", template);
        ObjectNode labels = Json.child(Json.child(template, "metadata"), "labels");
        labels.put(HASH, hash);
        metadata.set("labels", labels.deepCopy());
        return set;
    }

    private ObjectNode scale(ObjectNode set, int replicas) {
        if (replicas(set) == replicas) {
            return set;
        }
        ObjectNode patch = Json.object();
        patch.putObject("spec").put("replicas", replicas);
        return view.merge(Resource.REPLICA_SETS, Key.of(set), patch);
    }

    private void dropHistory(ObjectNode deployment) {
        int keep = deployment.path("spec").path("revisionHistoryLimit").asInt(10);
        old(deployment).stream()
                .filter(set -> replicas(set) == 0
                        && set.path("status").path("replicas").asInt() == 0)
                .skip(keep)
                .forEach(set -> view.delete(Resource.REPLICA_SETS, set));
    }

    /// The newest first.
    private List<ObjectNode> sets(ObjectNode deployment) {
        return view.controlledBy(Resource.REPLICA_SETS, deployment).stream()
                .filter(set -> !Meta.isDeleting(set))
                .sorted(Comparator.comparingInt(Deployments::revision).reversed())
                .toList();
    }

    private List<ObjectNode> old(ObjectNode deployment) {
        String hash = hash(deployment);
        return sets(deployment).stream()
                .filter(set -> !Meta.label(set, HASH).equals(hash))
                .toList();
    }

    private static Optional<ObjectNode> current(ObjectNode deployment, List<ObjectNode> sets) {
        String hash = hash(deployment);
        return sets.stream().filter(set -> Meta.label(set, HASH).equals(hash)).findFirst();
    }

    private static String hash(JsonNode deployment) {
        return Json.hash(deployment.path("spec").path("template")).substring(0, 10);
    }

    private static int revision(JsonNode object) {
        String revision = Meta.annotation(object, REVISION);
        return revision.isEmpty() ? 0 : Integer.parseInt(revision);
    }

    static int replicas(JsonNode object) {
        return object.path("spec").path("replicas").asInt(1);
    }

    private static int available(JsonNode set) {
        return set.path("status").path("availableReplicas").asInt();
    }
}
