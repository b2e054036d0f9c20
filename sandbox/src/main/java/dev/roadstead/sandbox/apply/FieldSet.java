package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A set of paths into an object, as `fieldsV1` of managedFields holds it. Immutable.
///
/// A node may be in the set itself (`isMember`, written `{}` or `"."`) and have further members below it.
public final class FieldSet {

    public static final FieldSet EMPTY = new FieldSet(false, new TreeMap<>());

    private static final String SELF = ".";

    private final boolean member;
    private final SortedMap<PathElement, FieldSet> children;

    private FieldSet(boolean member, SortedMap<PathElement, FieldSet> children) {
        this.member = member;
        this.children = children;
    }

    /// Reads fieldsV1.
    ///
    /// @throws IllegalArgumentException if a key is none of a field path
    public static FieldSet parse(JsonNode fieldsV1) {
        return parse(fieldsV1, false);
    }

    private static FieldSet parse(JsonNode node, boolean leafIsMember) {
        boolean member = leafIsMember && node.isEmpty();
        SortedMap<PathElement, FieldSet> children = new TreeMap<>();
        for (var field : node.properties()) {
            if (field.getKey().equals(SELF)) {
                member = true;
            } else {
                children.put(PathElement.parse(field.getKey()), parse(field.getValue(), true));
            }
        }
        return new FieldSet(member, children);
    }

    /// The set as fieldsV1.
    public ObjectNode fieldsV1() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (member && !children.isEmpty()) {
            node.putObject(SELF);
        }
        children.forEach((element, child) -> node.set(element.wire(), child.fieldsV1()));
        return node;
    }

    /// The set of one path.
    public static FieldSet of(List<PathElement> path) {
        FieldSet set = new FieldSet(true, new TreeMap<>());
        for (PathElement element : path.reversed()) {
            SortedMap<PathElement, FieldSet> children = new TreeMap<>();
            children.put(element, set);
            set = new FieldSet(false, children);
        }
        return set;
    }

    public boolean isEmpty() {
        return !member && children.isEmpty();
    }

    boolean isMember() {
        return member;
    }

    /// What the set holds at and below one step; empty if nothing.
    FieldSet at(PathElement element) {
        FieldSet child = children.get(element);
        return child == null ? EMPTY : child;
    }

    public FieldSet union(FieldSet other) {
        SortedMap<PathElement, FieldSet> merged = new TreeMap<>(children);
        other.children.forEach((element, child) -> merged.merge(element, child, FieldSet::union));
        return new FieldSet(member || other.member, merged);
    }

    /// The members that are no members of `other`.
    public FieldSet difference(FieldSet other) {
        SortedMap<PathElement, FieldSet> left = new TreeMap<>();
        children.forEach((element, child) -> put(left, element, child.difference(other.at(element))));
        return new FieldSet(member && !other.member, left);
    }

    public FieldSet intersection(FieldSet other) {
        SortedMap<PathElement, FieldSet> both = new TreeMap<>();
        children.forEach((element, child) -> put(both, element, child.intersection(other.at(element))));
        return new FieldSet(member && other.member, both);
    }

    private static void put(SortedMap<PathElement, FieldSet> children, PathElement element, FieldSet child) {
        if (!child.isEmpty()) {
            children.put(element, child);
        }
    }

    /// Adds every named field that has members below it: a struct goes when all that was applied of it goes.
    FieldSet withNamedFields(ListTypes types) {
        SortedMap<PathElement, FieldSet> named = new TreeMap<>();
        children.forEach((element, child) -> {
            FieldSet deep = child.withNamedFields(types.at(element));
            boolean isNamed = element instanceof PathElement.Field(String name) && types.isNamed(name);
            named.put(element, isNamed ? new FieldSet(true, deep.children) : deep);
        });
        return new FieldSet(member, named);
    }

    /// All members in order, as `.spec.containers[name="a"].image`.
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        collect("", paths);
        return paths;
    }

    private void collect(String prefix, List<String> paths) {
        if (member) {
            paths.add(prefix);
        }
        children.forEach((element, child) -> child.collect(prefix + element, paths));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSet set
                && member == set.member
                && children.size() == set.children.size()
                && children.entrySet().stream()
                        .allMatch(child -> child.getValue().equals(set.at(child.getKey())));
    }

    @Override
    public int hashCode() {
        return paths().hashCode();
    }

    @Override
    public String toString() {
        return paths().toString();
    }

    /// Collects paths.
    static final class Builder {
        private boolean member;
        private final SortedMap<PathElement, Builder> children = new TreeMap<>();

        void add(List<PathElement> path) {
            Builder at = this;
            for (PathElement element : path) {
                at = at.children.computeIfAbsent(element, _ -> new Builder());
            }
            at.member = true;
        }

        FieldSet build() {
            SortedMap<PathElement, FieldSet> built = new TreeMap<>();
            children.forEach((element, child) -> built.put(element, child.build()));
            return new FieldSet(member, built);
        }
    }
}
