package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What differs between two states of an object, field by field.
record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {

    static Comparison of(JsonNode before, JsonNode after, ListTypes types) {
        Walk walk = new Walk();
        walk.compare(before, after, types);
        return new Comparison(walk.added.build(), walk.modified.build(), walk.removed.build());
    }

    FieldSet changed() {
        return added.union(modified);
    }

    /// A missing node stands for an absent side.
    private static final class Walk {
        private final FieldSet.Builder added = new FieldSet.Builder();
        private final FieldSet.Builder modified = new FieldSet.Builder();
        private final FieldSet.Builder removed = new FieldSet.Builder();
        private final Deque<PathElement> path = new ArrayDeque<>();

        void compare(JsonNode before, JsonNode after, ListTypes types) {
            JsonNode shape = after.isMissingNode() ? before : after;
            boolean sameShape = before.isMissingNode()
                    || after.isMissingNode()
                    || before.isNull()
                    || after.isNull()
                    || before.getNodeType() == after.getNodeType();
            if (!sameShape || bothEmpty(before, after)) {
                leaf(before, after);
            } else if (shape.isObject() && !types.isAtomic()) {
                compareFields(before, after, types);
                presence(before, after);
            } else if (shape.isArray() && types.isAssociative() && compareItems(before, after, types)) {
                presence(before, after);
            } else {
                leaf(before, after);
            }
        }

        private static boolean bothEmpty(JsonNode before, JsonNode after) {
            return before.isEmpty() && after.isEmpty();
        }

        private void leaf(JsonNode before, JsonNode after) {
            if (before.isMissingNode() || after.isMissingNode()) {
                presence(before, after);
            } else if (!JsonOrder.same(before, after)) {
                modified.add(path());
            }
        }

        private void presence(JsonNode before, JsonNode after) {
            if (before.isMissingNode()) {
                added.add(path());
            } else if (after.isMissingNode()) {
                removed.add(path());
            }
        }

        private void compareFields(JsonNode before, JsonNode after, ListTypes types) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                descend(new PathElement.Field(name), before.path(name), after.path(name), types.field(name));
            }
        }

        private void descend(PathElement element, JsonNode before, JsonNode after, ListTypes types) {
            path.addLast(element);
            compare(before, after, types);
            path.removeLast();
        }

        /// False if an item has no key: then the list is compared as a whole.
        private boolean compareItems(JsonNode before, JsonNode after, ListTypes types) {
            Items left;
            Items right;
            try {
                left = Items.of(before, types, "");
                right = Items.of(after, types, "");
            } catch (MalformedApplyException withoutKey) {
                return false;
            }
            Set<PathElement> elements = new TreeSet<>();
            left.elements().forEach(elements::add);
            right.elements().forEach(elements::add);
            elements.forEach(element -> compareItem(element, left.at(element), right.at(element), types.element()));
            return true;
        }

        /// Items with the same key are compared as one whole.
        private void compareItem(PathElement element, List<JsonNode> left, List<JsonNode> right, ListTypes types) {
            JsonNode one = left.size() == 1 ? left.getFirst() : MissingNode.getInstance();
            JsonNode other = right.size() == 1 ? right.getFirst() : MissingNode.getInstance();
            if (left.size() < 2 && right.size() < 2) {
                descend(element, one, other, types);
                return;
            }
            if (left.size() == 1 || right.size() == 1) {
                descend(element, one, other, types);
            }
            path.addLast(element);
            if (left.size() < 2) {
                added.add(path());
            } else if (right.size() < 2) {
                removed.add(path());
            } else if (!same(left, right)) {
                modified.add(path());
            }
            path.removeLast();
        }

        private static boolean same(List<JsonNode> left, List<JsonNode> right) {
            boolean same = left.size() == right.size();
            for (int i = 0; same && i < left.size(); i++) {
                same = JsonOrder.same(left.get(i), right.get(i));
            }
            return same;
        }

        private List<PathElement> path() {
            return new ArrayList<>(path);
        }
    }
}
