package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How values of one type merge: which lists are sets or maps with which keys, which lists and objects have one owner.
///
/// One instance stands for one place in a kind's objects; `field` and `element` lead to the places below.
public abstract class ListTypes {

    /// Without a schema: objects merge key by key, lists are atomic.
    static final ListTypes DEDUCED = new ListTypes() {};

    /// One owner for the whole value.
    static final ListTypes ATOMIC = new ListTypes() {
        @Override
        public boolean isAtomic() {
            return true;
        }
    };

    private static final Map<String, ListTypes> BUILTIN = new ConcurrentHashMap<>();

    ListTypes() {}

    /// The types of a custom resource, from its `openAPIV3Schema`.
    public static ListTypes of(JsonNode crdSchema) {
        return new SchemaListTypes(crdSchema, true);
    }

    /// The types of a kind of Kubernetes itself; of a kind that the table does not have, deduced ones.
    public static ListTypes builtin(String group, String version, String kind) {
        return BuiltinTypes.rootOf(group, version, kind)
                .map(ListTypes::ofBuiltinType)
                .orElse(DEDUCED);
    }

    static ListTypes ofBuiltinType(String type) {
        ListTypes known = BUILTIN.get(type);
        if (known != null) {
            return known;
        }
        ListTypes fresh = new BuiltinListTypes(type);
        ListTypes earlier = BUILTIN.putIfAbsent(type, fresh);
        return earlier == null ? fresh : earlier;
    }

    /// A key field of a list-map's items and what an item means that leaves it out.
    public record ListKey(String name, @Nullable JsonNode whenAbsent) {}

    /// The whole object has one owner; for a list see `isSet` and `keys`.
    public boolean isAtomic() {
        return false;
    }

    /// A list whose items are unique plain values, each with its own owners.
    public boolean isSet() {
        return false;
    }

    /// The key fields of a list-map; empty for every other list.
    public List<ListKey> keys() {
        return List.of();
    }

    /// Whether the type names this field (a struct's field, not a key of a map).
    public boolean isNamed(String field) {
        return false;
    }

    /// The type of a field or of a map's value.
    public ListTypes field(String name) {
        return element();
    }

    /// The type of the items of a list or the values of a map.
    public ListTypes element() {
        return DEDUCED;
    }

    /// How strategic merge patch treats a list or object here.
    public PatchRule patchRule() {
        return PatchRule.REPLACE;
    }

    /// What strategic merge patch does with a list: replace it, merge plain items, or merge items by a key field.
    public record PatchRule(boolean mergesItems, @Nullable String mergeKey, boolean retainsKeys) {
        static final PatchRule REPLACE = new PatchRule(false, null, false);
    }

    /// The list here is merged item by item.
    final boolean isAssociative() {
        return isSet() || !keys().isEmpty();
    }

    final ListTypes at(PathElement element) {
        return element instanceof PathElement.Field(String name) ? field(name) : element();
    }
}
