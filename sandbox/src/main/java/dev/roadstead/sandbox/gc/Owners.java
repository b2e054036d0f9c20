package dev.roadstead.sandbox.gc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.kind.Kinds;
import dev.roadstead.sandbox.store.Key;
import dev.roadstead.sandbox.store.Meta;
import dev.roadstead.sandbox.store.ObjectStore;
import dev.roadstead.sandbox.store.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/// Owner references: an object goes when all its owners are gone; foreground and orphan deletions are carried to their
/// end.
final class Owners {

    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";

    private static final int REMEMBERED = 10_000;

    /// Uids that were seen to go: absent for sure, even if their kind is not served any more.
    private final SequencedSet<String> removed = new LinkedHashSet<>();

    private final ObjectStore store;
    private final Kinds kinds;
    private final Lifecycle lifecycle;

    Owners(ObjectStore store, Kinds kinds, Lifecycle lifecycle) {
        this.store = store;
        this.kinds = kinds;
        this.lifecycle = lifecycle;
    }

    void sweep() {
        store.all().forEach(item -> afterWrite(item.key()));
    }

    void afterWrite(Key key) {
        Optional<ObjectNode> live = store.get(key);
        if (live.isEmpty()) {
            return;
        }
        ObjectNode object = live.get();
        if (Meta.isDeleting(object)) {
            if (Meta.finalizers(object).contains(FOREGROUND)) {
                foreground(key, object);
            } else if (Meta.finalizers(object).contains(ORPHAN)) {
                orphan(key, object);
            }
        } else if (!Meta.ownerReferences(object).isEmpty()) {
            judge(key, object);
        }
    }

    void afterRemoval(Set<String> uids) {
        removed.addAll(uids);
        while (removed.size() > REMEMBERED) {
            removed.removeFirst();
        }
        for (Snapshot.Item item : store.all()) {
            List<JsonNode> references = Meta.ownerReferences(item.object());
            if (references.stream()
                    .anyMatch(owner -> uids.contains(owner.path("uid").asText()))) {
                afterWrite(item.key());
            }
            if (Meta.isDeleting(item.object()) && Meta.finalizers(item.object()).contains(FOREGROUND)) {
                afterWrite(item.key());
            }
        }
    }

    /// Deletes an object without owners left; removes references to absent owners when others remain.
    private void judge(Key key, ObjectNode object) {
        List<JsonNode> absent = new ArrayList<>();
        List<JsonNode> waiting = new ArrayList<>();
        List<JsonNode> solid = new ArrayList<>();
        for (JsonNode reference : Meta.ownerReferences(object)) {
            Optional<ObjectNode> owner = owner(key, reference);
            if (owner.isEmpty()) {
                (isResolvable(key, reference) ? absent : solid).add(reference);
            } else if (Meta.isDeleting(owner.get())
                    && Meta.finalizers(owner.get()).contains(FOREGROUND)) {
                waiting.add(reference);
            } else {
                solid.add(reference);
            }
        }
        String uid = Meta.uid(object);
        if (!solid.isEmpty()) {
            if (!absent.isEmpty() || !waiting.isEmpty()) {
                absent.addAll(waiting);
                lifecycle.edit(key, live -> removeReferences(live, absent));
            }
        } else if (!waiting.isEmpty()) {
            lifecycle.delete(key, uid, hasDependents(uid));
        } else if (!absent.isEmpty()) {
            lifecycle.delete(key, uid, false);
        }
    }

    /// Dependents first; the owner when none of those that block it is left.
    private void foreground(Key key, ObjectNode owner) {
        boolean blocked = false;
        for (Snapshot.Item item : dependents(Meta.uid(owner))) {
            if (!Meta.isDeleting(item.object())) {
                judge(item.key(), item.object());
            }
            blocked |= store.get(item.key())
                    .filter(live -> Meta.uid(live).equals(Meta.uid(item.object())))
                    .filter(live -> blocks(live, Meta.uid(owner)))
                    .isPresent();
        }
        if (!blocked) {
            lifecycle.edit(key, live -> Meta.removeFinalizer(live, FOREGROUND));
        }
    }

    private static boolean blocks(ObjectNode dependent, String owner) {
        return Meta.ownerReferences(dependent).stream()
                .anyMatch(reference -> reference.path("uid").asText().equals(owner)
                        && reference.path("blockOwnerDeletion").asBoolean(false));
    }

    private void orphan(Key key, ObjectNode owner) {
        for (Snapshot.Item item : dependents(Meta.uid(owner))) {
            lifecycle.edit(item.key(), live -> removeReferences(live, referencesTo(live, Meta.uid(owner))));
        }
        lifecycle.edit(key, live -> Meta.removeFinalizer(live, ORPHAN));
    }

    private static List<JsonNode> referencesTo(ObjectNode object, String uid) {
        return Meta.ownerReferences(object).stream()
                .filter(reference -> reference.path("uid").asText().equals(uid))
                .toList();
    }

    private static void removeReferences(ObjectNode object, List<JsonNode> gone) {
        ArrayNode left = Meta.of(object).arrayNode();
        Meta.ownerReferences(object).stream()
                .filter(reference -> !gone.contains(reference))
                .forEach(left::add);
        if (left.isEmpty()) {
            Meta.of(object).remove("ownerReferences");
        } else {
            Meta.of(object).set("ownerReferences", left);
        }
    }

    private boolean hasDependents(String uid) {
        return !dependents(uid).isEmpty();
    }

    private List<Snapshot.Item> dependents(String uid) {
        return store.all().stream()
                .filter(item -> !referencesTo(item.object(), uid).isEmpty())
                .toList();
    }

    /// The live owner: same uid, kind and name, in the dependent's namespace or cluster-scoped.
    private Optional<ObjectNode> owner(Key dependent, JsonNode reference) {
        return store.byUid(reference.path("uid").asText())
                .filter(key -> key.name().equals(reference.path("name").asText()))
                .filter(key -> key.namespace().isEmpty() || key.namespace().equals(dependent.namespace()))
                .filter(key -> kinds.stored(key.resource())
                        .map(Kind::kind)
                        .filter(reference.path("kind").asText()::equals)
                        .isPresent())
                .flatMap(store::get);
    }

    /// A kind that is not served, or a namespaced owner of a cluster-scoped object, cannot be looked up: such owners
    /// count as present.
    private boolean isResolvable(Key dependent, JsonNode reference) {
        if (removed.contains(reference.path("uid").asText())) {
            return true;
        }
        return kinds.byKind(
                        reference.path("apiVersion").asText(),
                        reference.path("kind").asText())
                .filter(kind -> !kind.namespaced() || !dependent.namespace().isEmpty())
                .isPresent();
    }
}
