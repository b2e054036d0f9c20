package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Keeps `metadata.managedFields` of objects that are created, replaced or patched.
public final class ManagedFields {

    private static final String METADATA = "metadata";
    private static final String MANAGED_FIELDS = "managedFields";

    private ManagedFields() {}

    /// Notes in `after` that the manager owns what it changed and that others lose what it changed or removed.
    ///
    /// managedFields in `after` count if they are valid, as clients may edit them; `[{}]` clears them; none
    /// or broken ones mean those of `before`.
    public static void recordUpdate(
            @Nullable ObjectNode before,
            ObjectNode after,
            String manager,
            ListTypes types,
            String subresource,
            Instant now) {
        Owners owners = owners(before, after, subresource);
        note(owners, before, after, types, Owner.updater(manager, apiVersion(after), subresource), now);
        write(after, owners);
    }

    /// Sets managedFields of an object that is created; what `fresh` has like it belongs to nobody.
    public static void recordCreate(
            ObjectNode fresh, ObjectNode after, String manager, ListTypes types, String subresource, Instant now) {
        Owners owners = owners(null, after, subresource);
        note(owners, fresh, after, types, Owner.updater(manager, apiVersion(after), subresource), now);
        write(after, owners);
    }

    /// Changes `owners` as an update from `before` to `after` asks.
    static void note(
            Owners owners, @Nullable ObjectNode before, ObjectNode after, ListTypes types, Owner updater, Instant now) {
        Comparison difference = Comparison.of(
                before == null ? JsonNodeFactory.instance.objectNode() : without(before), without(after), types);
        owners.takeAway(difference.changed().union(difference.removed()), null);
        owners.add(updater, difference.changed(), updater.apiVersion(), now);
        owners.mergeOldestUpdaters();
    }

    private static Owners owners(@Nullable ObjectNode before, ObjectNode after, String subresource) {
        JsonNode sent = after.path(METADATA).path(MANAGED_FIELDS);
        if (sent.size() == 1 && sent.get(0).isEmpty()) {
            return new Owners();
        }
        Owners live = before == null ? new Owners() : of(before);
        return sent.isEmpty() || !subresource.isEmpty()
                ? live
                : Owners.read(sent).orElse(live);
    }

    static Owners of(ObjectNode object) {
        return Owners.read(object.path(METADATA).path(MANAGED_FIELDS)).orElseGet(Owners::new);
    }

    static String apiVersion(ObjectNode object) {
        return object.path("apiVersion").asText("");
    }

    /// The object with other metadata, sharing all the rest.
    static ObjectNode without(ObjectNode object) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(object);
        JsonNode metadata = object.path(METADATA);
        if (metadata.has(MANAGED_FIELDS)) {
            ObjectNode lean = JsonNodeFactory.instance.objectNode();
            metadata.properties().forEach(field -> lean.set(field.getKey(), field.getValue()));
            lean.remove(MANAGED_FIELDS);
            copy.set(METADATA, lean);
        }
        return copy;
    }

    static void write(ObjectNode object, Owners owners) {
        ObjectNode metadata = object.get(METADATA) instanceof ObjectNode present ? present : object.putObject(METADATA);
        if (owners.isEmpty()) {
            metadata.remove(MANAGED_FIELDS);
        } else {
            metadata.set(MANAGED_FIELDS, owners.write());
        }
    }
}
