package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.store.Key;
import dev.roadstead.sandbox.store.Meta;
import dev.roadstead.sandbox.store.ObjectStore;
import dev.roadstead.sandbox.store.Write;
import dev.roadstead.sandbox.store.WriteLog;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Create, update and patch: prepares the next object from the live one and commits it by compare-and-set.
final class Writes {

    private static final int ATTEMPTS = 100;

    private final ObjectStore store;
    private final Preparation preparation;
    private final Commits commits;
    private final WriteLog log;
    private final Clock clock;

    Writes(ObjectStore store, Preparation preparation, Commits commits, WriteLog log, Clock clock) {
        this.store = store;
        this.preparation = preparation;
        this.commits = commits;
        this.log = log;
        this.clock = clock;
    }

    /// Makes the next object from a copy of the live one, in the client's version.
    @FunctionalInterface
    interface Edit {
        ObjectNode apply(ObjectNode live);
    }

    Committed create(Call call, ObjectNode body, String verb) {
        boolean generated =
                Meta.name(body).isEmpty() && !Meta.text(body, "generateName").isEmpty();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ObjectNode candidate = body.deepCopy();
            if (generated) {
                Meta.of(candidate).put("name", Names.generated(Meta.text(body, "generateName")));
            }
            ObjectNode object = preparation.forCreate(call, candidate);
            Key key = call.key(Meta.name(object));
            if (store.get(key).isPresent()) {
                if (generated) {
                    continue;
                }
                throw Failures.alreadyExists(call.kind(), key.name());
            }
            if (call.dryRun()) {
                return new Committed(Versions.toClient(call.kind(), object), Committed.Outcome.CREATED);
            }
            Optional<ObjectNode> stored = store.put(key, null, object);
            if (stored.isPresent()) {
                return done(call, verb, key, object, Committed.Outcome.CREATED);
            }
        }
        throw Failures.alreadyExists(call.kind(), Meta.name(body));
    }

    /// Edits a live object. A patch is tried again when somebody else was faster; a PUT says its resourceVersion and
    /// gets 409.
    Committed update(Call call, Edit edit, String verb) {
        Key key = call.key();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ObjectNode live = store.get(key).orElseThrow(() -> Failures.notFound(call.kind(), call.name()));
            ObjectNode view = Versions.toClient(call.kind(), live).deepCopy();
            ObjectNode next = preparation.forUpdate(call, live, edit.apply(view), verb.equals("apply"));
            if (Preparation.unchanged(live, next)) {
                return call.dryRun()
                        ? new Committed(Versions.toClient(call.kind(), live), Committed.Outcome.UNCHANGED)
                        : done(call, verb, key, live, Committed.Outcome.UNCHANGED);
            }
            if (call.dryRun()) {
                return new Committed(Versions.toClient(call.kind(), next), Committed.Outcome.UPDATED);
            }
            boolean remove = Preparation.isFinished(next);
            Optional<ObjectNode> stored = remove ? store.remove(key, live, next) : store.put(key, live, next);
            if (stored.isPresent()) {
                return done(call, verb, key, next, remove ? Committed.Outcome.REMOVED : Committed.Outcome.UPDATED);
            }
        }
        throw Failures.modified(call.kind(), call.name());
    }

    /// Server-side apply may create: edits when there is something to edit, else creates.
    Committed apply(Call call, ApplyEdit edit) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (store.get(call.key()).isPresent()) {
                return update(call, edit::apply, "apply");
            }
            if (!call.subresource().isEmpty()) {
                throw Failures.notFound(call.kind(), call.name());
            }
            try {
                return create(call, edit.apply(null), "apply");
            } catch (ApiException failure) {
                if (!failure.reason().equals("AlreadyExists")) {
                    throw failure;
                }
            }
        }
        throw Failures.modified(call.kind(), call.name());
    }

    /// An edit that also knows how to begin from nothing.
    @FunctionalInterface
    interface ApplyEdit {
        ObjectNode apply(@Nullable ObjectNode live);
    }

    static ApiException nameRequired(Call call) {
        return Failures.invalid(
                call.kind(), "", List.of(Cause.required("metadata.name", "name or generateName is required")));
    }

    private Committed done(Call call, String verb, Key key, ObjectNode object, Committed.Outcome outcome) {
        log.add(new Write(
                verb,
                call.kind().name().groupResource(),
                key.namespace(),
                key.name(),
                call.subresource(),
                call.principal().name(),
                call.manager(),
                Meta.resourceVersion(object),
                outcome != Committed.Outcome.UNCHANGED,
                clock.instant()));
        switch (outcome) {
            case CREATED, UPDATED -> commits.stored(call.kind(), key, object);
            case REMOVED -> commits.removed(call.kind(), key, object);
            case UNCHANGED -> {}
        }
        return new Committed(Versions.toClient(call.kind(), object), outcome);
    }
}
