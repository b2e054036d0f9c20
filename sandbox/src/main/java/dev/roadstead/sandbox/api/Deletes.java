package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Key;
import dev.roadstead.sandbox.store.Meta;
import dev.roadstead.sandbox.store.ObjectStore;
import dev.roadstead.sandbox.store.Write;
import dev.roadstead.sandbox.store.WriteLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Deletion: at once when nothing holds the object, else a deletionTimestamp and waiting for finalizers or the kubelet.
final class Deletes {

    static final String FOREGROUND = "foregroundDeletion";
    static final String ORPHAN = "orphan";
    private static final Set<String> KEPT_NAMESPACES = Set.of("default", "kube-system", "kube-public");

    private final ObjectStore store;
    private final Commits commits;
    private final WriteLog log;
    private final Clock clock;

    Deletes(ObjectStore store, Commits commits, WriteLog log, Clock clock) {
        this.store = store;
        this.commits = commits;
        this.log = log;
        this.clock = clock;
    }

    Committed delete(Call call, DeleteOptions options) {
        Kind kind = call.kind();
        Key key = call.key();
        if (kind.is("", "namespaces") && KEPT_NAMESPACES.contains(call.name())) {
            throw Failures.forbidden(kind, call.name(), "this namespace may not be deleted", List.of());
        }
        while (true) {
            ObjectNode live = store.get(key).orElseThrow(() -> Failures.notFound(kind, call.name()));
            requirePreconditions(call, live, options);
            ObjectNode next = live.deepCopy();
            long grace = gracePeriod(kind, live, options);
            propagate(next, options.propagation());
            boolean held = grace > 0 || !Meta.finalizers(next).isEmpty() || isHeldNamespace(kind, next);
            if (call.dryRun()) {
                return committed(kind, live, held ? Committed.Outcome.UPDATED : Committed.Outcome.REMOVED);
            }
            if (held) {
                mark(next, grace);
                if (Preparation.unchanged(live, next)) {
                    return committed(kind, live, Committed.Outcome.UNCHANGED);
                }
            }
            Optional<ObjectNode> done = held ? store.put(key, live, next) : store.remove(key, live, next);
            if (done.isPresent()) {
                return done(call, next, held);
            }
        }
    }

    private Committed done(Call call, ObjectNode object, boolean held) {
        Key key = call.key();
        log.add(new Write(
                "delete",
                call.kind().name().groupResource(),
                key.namespace(),
                key.name(),
                "",
                call.principal().name(),
                call.manager(),
                Meta.resourceVersion(object),
                true,
                clock.instant()));
        if (held) {
            commits.stored(call.kind(), key, object);
        } else {
            commits.removed(call.kind(), key, object);
        }
        return committed(call.kind(), object, held ? Committed.Outcome.UPDATED : Committed.Outcome.REMOVED);
    }

    private static Committed committed(Kind kind, ObjectNode object, Committed.Outcome outcome) {
        return new Committed(Versions.toClient(kind, object), outcome);
    }

    private static void requirePreconditions(Call call, ObjectNode live, DeleteOptions options) {
        String why = "";
        if (!options.uid().isEmpty() && !options.uid().equals(Meta.uid(live))) {
            why = "Precondition failed: UID in precondition: " + options.uid() + ", UID in object meta: "
                    + Meta.uid(live);
        } else if (!options.resourceVersion().isEmpty()
                && !options.resourceVersion().equals(Meta.resourceVersion(live))) {
            why = "Precondition failed: ResourceVersion in precondition: " + options.resourceVersion()
                    + ", ResourceVersion in object meta: " + Meta.resourceVersion(live);
        }
        if (!why.isEmpty()) {
            throw Failures.conflict(call.kind(), call.name(), why);
        }
    }

    /// Only a pod that runs on a node gets time to stop.
    private static long gracePeriod(Kind kind, ObjectNode live, DeleteOptions options) {
        if (!kind.is("", "pods")) {
            return 0;
        }
        String phase = live.path("status").path("phase").asText();
        if (live.path("spec").path("nodeName").asText("").isEmpty()
                || phase.equals("Succeeded")
                || phase.equals("Failed")) {
            return 0;
        }
        long own = live.path("spec").path("terminationGracePeriodSeconds").asLong(30);
        long wanted = options.gracePeriodSeconds() == null ? own : options.gracePeriodSeconds();
        if (!Meta.isDeleting(live)) {
            return wanted;
        }
        long before = live.path("metadata").path("deletionGracePeriodSeconds").asLong(0);
        return options.gracePeriodSeconds() == null ? before : Math.min(before, wanted);
    }

    private static void propagate(ObjectNode object, DeleteOptions.Propagation propagation) {
        switch (propagation) {
            case DEFAULT -> {}
            case BACKGROUND -> {
                Meta.removeFinalizer(object, FOREGROUND);
                Meta.removeFinalizer(object, ORPHAN);
            }
            case FOREGROUND -> {
                Meta.removeFinalizer(object, ORPHAN);
                Meta.addFinalizer(object, FOREGROUND);
            }
            case ORPHAN -> {
                Meta.removeFinalizer(object, FOREGROUND);
                Meta.addFinalizer(object, ORPHAN);
            }
        }
    }

    private static boolean isHeldNamespace(Kind kind, ObjectNode object) {
        return kind.is("", "namespaces")
                && !object.path("spec").path("finalizers").isEmpty();
    }

    private void mark(ObjectNode object, long grace) {
        ObjectNode metadata = Meta.of(object);
        Instant at = clock.instant().plusSeconds(grace);
        if (!Meta.isDeleting(object)) {
            metadata.put("deletionTimestamp", Meta.time(at));
            if (metadata.has("generation")) {
                metadata.set(
                        "generation", Json.number(metadata.path("generation").asLong() + 1));
            }
        } else if (metadata.path("deletionGracePeriodSeconds").asLong(0) != grace) {
            metadata.put("deletionTimestamp", Meta.time(at));
        }
        metadata.set("deletionGracePeriodSeconds", Json.number(grace));
        if (object.path("kind").asText().equals("Namespace")) {
            object.withObject("/status").put("phase", "Terminating");
        }
    }
}
