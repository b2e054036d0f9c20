package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Server-side apply: a manager states the fields that it cares about, and the server merges them.
public final class ServerSideApply {

    private static final String FIRST_APPLY = "before-first-apply";

    private final ObjectNode live;
    private final ObjectNode applied;
    private final ListTypes types;
    private final Owner applier;
    private final Instant now;

    private ServerSideApply(ObjectNode live, ObjectNode applied, ListTypes types, Owner applier, Instant now) {
        this.live = live;
        this.applied = applied;
        this.types = types;
        this.applier = applier;
        this.now = now;
    }

    /// What came of an apply.
    public sealed interface Outcome {}

    /// The merged object with its managedFields; the live object itself, unchanged, if there was nothing to do.
    public record Applied(ObjectNode object) implements Outcome {}

    /// Other managers own fields with other values, and the apply was not forced.
    public record Conflicts(List<Conflict> conflicts) implements Outcome {

        public Conflicts {
            conflicts = List.copyOf(conflicts);
        }

        /// The message of the 409 answer, as kube-apiserver words it.
        public String message() {
            if (conflicts.size() == 1) {
                Conflict only = conflicts.getFirst();
                return "Apply failed with 1 conflict: " + only.message() + ": " + only.field();
            }
            SortedMap<String, List<Conflict>> byManager = new TreeMap<>();
            for (Conflict conflict : conflicts) {
                byManager
                        .computeIfAbsent(conflict.message(), _ -> new ArrayList<>())
                        .add(conflict);
            }
            List<String> lines = new ArrayList<>();
            byManager.forEach((message, group) -> {
                lines.add(message.replaceFirst("^conflict ", "conflicts ") + ":");
                group.forEach(conflict -> lines.add("- " + conflict.field()));
            });
            return "Apply failed with " + conflicts.size() + " conflicts: " + String.join("\n", lines);
        }
    }

    /// One field and who owns it. The message says `conflict with "kubectl" using apps/v1`.
    public record Conflict(String manager, String field, String message) {}

    /// Merges what a manager applies into the live object.
    ///
    /// The caller has removed from `applied` what the endpoint does not own (status on the main endpoint).
    ///
    /// @throws MalformedApplyException if a list item of `applied` has no key or a key occurs twice
    public static Outcome apply(
            @Nullable ObjectNode live,
            ObjectNode applied,
            String manager,
            boolean force,
            ListTypes types,
            String subresource,
            Instant now) {
        ObjectNode config = ManagedFields.without(applied.deepCopy());
        dropNulls(types instanceof SchemaListTypes ? config.path("metadata") : config);
        Owners owners = live == null ? new Owners() : ManagedFields.of(live);
        ObjectNode base = live == null ? JsonNodeFactory.instance.objectNode() : ManagedFields.without(live);
        if (live != null && owners.isEmpty()) {
            Owner before = Owner.updater(FIRST_APPLY, ManagedFields.apiVersion(live), subresource);
            ManagedFields.note(owners, null, live, types, before, now);
        }
        var call = new ServerSideApply(base, config, types, Owner.applier(manager, subresource), now);
        try {
            Items.requireUnique(config, types, "");
            Outcome outcome = call.mergeWith(owners, force);
            if (live != null && outcome instanceof Applied(ObjectNode object) && JsonOrder.same(object, live)) {
                return new Applied(live.deepCopy());
            }
            return outcome;
        } catch (MalformedApplyException malformed) {
            throw new MalformedApplyException(
                    "failed to create typed patch object (" + identity(config) + "): " + malformed.getMessage());
        }
    }

    private static String identity(ObjectNode config) {
        JsonNode metadata = config.path("metadata");
        return metadata.path("namespace").asText("") + "/"
                + metadata.path("name").asText("") + "; "
                + ManagedFields.apiVersion(config) + ", Kind="
                + config.path("kind").asText("");
    }

    private Outcome mergeWith(Owners owners, boolean force) {
        FieldSet last = owners.fieldsOf(applier);
        ObjectNode merged = (ObjectNode) Merge.merge(live, applied, types, "");
        owners.set(applier, AppliedFields.of(applied, types), ManagedFields.apiVersion(applied));
        merged = prune(merged, last, owners.allFields()).deepCopy();

        Comparison difference = Comparison.of(live, merged, types);
        Map<Owner, FieldSet> holders = owners.holdersOf(difference.changed(), applier);
        if (!force && !holders.isEmpty()) {
            return conflicts(holders);
        }
        owners.takeAway(difference.changed().union(difference.removed()), applier);
        if (!JsonOrder.same(live, merged)) {
            owners.touch(applier, now);
        }
        ManagedFields.write(merged, owners);
        return new Applied(merged);
    }

    /// Removes what the manager applied last time, does not apply now and nobody else owns.
    private ObjectNode prune(ObjectNode merged, FieldSet last, FieldSet owned) {
        if (last.isEmpty()) {
            return merged;
        }
        FieldSet given = last.withNamedFields(types);
        ObjectNode pruned = Removal.remove(merged, given, types);
        FieldSet all = AppliedFields.of(merged, types).withNamedFields(types);
        FieldSet kept = AppliedFields.of(pruned, types).withNamedFields(types).union(owned.withNamedFields(types));
        pruned = Removal.remove(merged, all.difference(kept), types);
        FieldSet left = AppliedFields.of(pruned, types).withNamedFields(types);
        return Removal.remove(merged, all.difference(left).intersection(given), types);
    }

    private static Conflicts conflicts(Map<Owner, FieldSet> holders) {
        List<Conflict> conflicts = new ArrayList<>();
        holders.forEach((owner, fields) -> fields.paths()
                .forEach(path ->
                        conflicts.add(new Conflict(owner.manager(), path, "conflict with " + owner.display()))));
        return new Conflicts(conflicts);
    }

    /// Kinds of Kubernetes itself know no null: a field is there or not.
    private static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        node.forEach(ServerSideApply::dropNulls);
    }
}
