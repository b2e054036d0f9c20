package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The owners of an object's fields: `metadata.managedFields` as a value that changes while an operation is recorded.
final class Owners {

    /// Beyond this many updaters the oldest are merged into one.
    private static final int MOST_UPDATERS = 10;

    private static final String ANCIENT = "ancient-changes";

    /// Never owned: identity and what the server sets.
    private static final FieldSet UNTRACKED = FieldSet.of(List.of(new PathElement.Field("apiVersion")))
            .union(FieldSet.of(List.of(new PathElement.Field("kind"))))
            .union(metadata())
            .union(metadata("name"))
            .union(metadata("namespace"))
            .union(metadata("creationTimestamp"))
            .union(metadata("selfLink"))
            .union(metadata("uid"))
            .union(metadata("clusterName"))
            .union(metadata("generation"))
            .union(metadata("managedFields"))
            .union(metadata("resourceVersion"));

    private final SortedMap<Owner, Owned> byOwner = new TreeMap<>();

    /// What one owner holds, since when (RFC 3339, empty if unknown) and in which version it wrote.
    record Owned(FieldSet fields, String apiVersion, String time) {
        Owned with(FieldSet other) {
            return new Owned(other, apiVersion, time);
        }
    }

    private static FieldSet metadata(String... field) {
        List<PathElement> path = new ArrayList<>(List.of(new PathElement.Field("metadata")));
        for (String name : field) {
            path.add(new PathElement.Field(name));
        }
        return FieldSet.of(path);
    }

    /// Reads managedFields; empty if an entry is not valid.
    static Optional<Owners> read(JsonNode managedFields) {
        Owners owners = new Owners();
        for (JsonNode entry : managedFields) {
            String apiVersion = entry.path("apiVersion").asText("");
            String operation = entry.path("operation").asText("");
            boolean valid = !apiVersion.isEmpty()
                    && entry.path("fieldsType").asText().equals("FieldsV1")
                    && (operation.equals("Apply") || operation.equals("Update"));
            if (!valid) {
                return Optional.empty();
            }
            try {
                FieldSet fields = FieldSet.parse(entry.path("fieldsV1"));
                owners.byOwner.put(
                        Owner.of(entry),
                        new Owned(fields, apiVersion, entry.path("time").asText("")));
            } catch (IllegalArgumentException broken) {
                return Optional.empty();
            }
        }
        return Optional.of(owners);
    }

    boolean isEmpty() {
        return byOwner.isEmpty();
    }

    FieldSet fieldsOf(Owner owner) {
        Owned owned = byOwner.get(owner);
        return owned == null ? FieldSet.EMPTY : owned.fields();
    }

    FieldSet allFields() {
        return byOwner.values().stream().map(Owned::fields).reduce(FieldSet.EMPTY, FieldSet::union);
    }

    /// What other owners hold of these fields.
    SortedMap<Owner, FieldSet> holdersOf(FieldSet fields, Owner asking) {
        SortedMap<Owner, FieldSet> holders = new TreeMap<>();
        byOwner.forEach((owner, owned) -> {
            FieldSet held = owned.fields().intersection(fields);
            if (!owner.equals(asking) && !held.isEmpty()) {
                holders.put(owner, held);
            }
        });
        return holders;
    }

    /// Everybody but the keeper loses these fields.
    void takeAway(FieldSet fields, @Nullable Owner keeper) {
        byOwner.replaceAll((owner, owned) ->
                owner.equals(keeper) ? owned : owned.with(owned.fields().difference(fields)));
        byOwner.values().removeIf(owned -> owned.fields().isEmpty());
    }

    /// The owner holds exactly these fields from now on; none means that it is no owner. When it last wrote stays.
    void set(Owner owner, FieldSet fields, String apiVersion) {
        FieldSet tracked = fields.difference(UNTRACKED);
        Owned before = byOwner.get(owner);
        if (tracked.isEmpty()) {
            byOwner.remove(owner);
        } else {
            byOwner.put(owner, new Owned(tracked, apiVersion, before == null ? "" : before.time()));
        }
    }

    /// The owner wrote these fields just now, beside those that it has.
    void add(Owner owner, FieldSet fields, String apiVersion, Instant now) {
        FieldSet tracked = fields.difference(UNTRACKED);
        if (!tracked.isEmpty()) {
            byOwner.put(owner, new Owned(fieldsOf(owner).union(tracked), apiVersion, time(now)));
        }
    }

    void touch(Owner owner, Instant now) {
        byOwner.computeIfPresent(owner, (_, owned) -> new Owned(owned.fields(), owned.apiVersion(), time(now)));
    }

    /// Keeps the number of updaters small, so that objects do not grow with every new client.
    void mergeOldestUpdaters() {
        List<Owner> updaters = new ArrayList<>(
                byOwner.keySet().stream().filter(owner -> !owner.applies()).toList());
        updaters.sort(Comparator.comparing((Owner owner) -> time(owner)).thenComparing(owner -> owner));
        for (int i = 0; i < updaters.size() - MOST_UPDATERS + 1 && updaters.size() > MOST_UPDATERS; i++) {
            Owned oldest = byOwner.remove(updaters.get(i));
            if (oldest != null) {
                Owner bucket = Owner.updater(ANCIENT, oldest.apiVersion(), "");
                byOwner.put(bucket, oldest.with(fieldsOf(bucket).union(oldest.fields())));
            }
        }
    }

    private String time(Owner owner) {
        Owned owned = byOwner.get(owner);
        return owned == null ? "" : owned.time();
    }

    private static String time(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// managedFields: appliers before updaters, older before newer.
    ArrayNode write() {
        List<Map.Entry<Owner, Owned>> entries = new ArrayList<>(byOwner.entrySet());
        entries.sort(Comparator.comparing(
                        (Map.Entry<Owner, Owned> entry) -> !entry.getKey().applies())
                .thenComparing(entry -> entry.getValue().time())
                .thenComparing(entry -> entry.getKey().manager())
                .thenComparing(entry -> entry.getValue().apiVersion())
                .thenComparing(entry -> entry.getKey().subresource()));
        ArrayNode written = JsonNodeFactory.instance.arrayNode();
        entries.forEach(entry -> written.add(write(entry.getKey(), entry.getValue())));
        return written;
    }

    private static ObjectNode write(Owner owner, Owned owned) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("manager", owner.manager());
        entry.put("operation", owner.applies() ? "Apply" : "Update");
        entry.put("apiVersion", owned.apiVersion());
        if (!owned.time().isEmpty()) {
            entry.put("time", owned.time());
        }
        entry.put("fieldsType", "FieldsV1");
        entry.set("fieldsV1", owned.fields().fieldsV1());
        if (!owner.subresource().isEmpty()) {
            entry.put("subresource", owner.subresource());
        }
        return entry;
    }
}
