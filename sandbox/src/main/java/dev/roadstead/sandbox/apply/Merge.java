package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lays a configuration over a live object: objects field by field, sets and list-maps item by item, all else whole.
final class Merge {

    private Merge() {}

    /// A missing node stands for an absent side.
    static JsonNode merge(JsonNode live, JsonNode applied, ListTypes types, String path) {
        if (applied.isMissingNode()) {
            return live;
        }
        if (applied.isObject() && !types.isAtomic()) {
            return mergeFields(live.isObject() ? live : MissingNode.getInstance(), applied, types, path);
        }
        if (applied.isArray() && types.isAssociative()) {
            Items right = Items.unique(applied, types, path);
            Items left = Items.of(live.isArray() ? live : JsonNodeFactory.instance.arrayNode(), types, path);
            return new ItemMerge(left, right, types.element(), path).merged();
        }
        return applied;
    }

    private static ObjectNode mergeFields(JsonNode live, JsonNode applied, ListTypes types, String path) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        live.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
        applied.properties().forEach(field -> {
            String name = field.getKey();
            merged.set(name, merge(live.path(name), field.getValue(), types.field(name), path + "." + name));
        });
        return merged;
    }

    /// Items of both lists come in the applied order; items that only live has keep their place among them.
    private static final class ItemMerge {
        private final Items left;
        private final Items right;
        private final ListTypes types;
        private final String path;
        private final ArrayNode out = JsonNodeFactory.instance.arrayNode();

        ItemMerge(Items left, Items right, ListTypes types, String path) {
            this.left = left;
            this.right = right;
            this.types = types;
            this.path = path;
        }

        ArrayNode merged() {
            int l = 0;
            int r = 0;
            for (PathElement shared : shared()) {
                l = keepUpTo(shared, l);
                r = takeUpTo(shared, r);
            }
            keepUpTo(null, l);
            takeUpTo(null, r);
            return out;
        }

        /// The steps that both lists have, in the applied order, as far as live has them in that order, too.
        private List<PathElement> shared() {
            List<PathElement> wanted = new ArrayList<>();
            for (int r = 0; r < right.size(); r++) {
                if (left.has(right.element(r))) {
                    wanted.add(right.element(r));
                }
            }
            List<PathElement> met = new ArrayList<>();
            for (int l = 0; l < left.size() && met.size() < wanted.size(); l++) {
                if (left.element(l).compareTo(wanted.get(met.size())) == 0) {
                    met.add(left.element(l));
                }
            }
            return met;
        }

        /// Keeps the items of live up to a step that nobody applies.
        private int keepUpTo(@Nullable PathElement end, int from) {
            int l = from;
            while (l < left.size() && !is(left.element(l), end)) {
                if (!right.has(left.element(l))) {
                    out.add(left.item(l));
                }
                l++;
            }
            return l;
        }

        /// Takes the applied items up to a step and that itself.
        private int takeUpTo(@Nullable PathElement end, int from) {
            int r = from;
            while (r < right.size()) {
                PathElement element = right.element(r++);
                take(element);
                if (is(element, end)) {
                    break;
                }
            }
            return r;
        }

        private static boolean is(PathElement element, @Nullable PathElement end) {
            return end != null && element.compareTo(end) == 0;
        }

        private void take(PathElement element) {
            boolean unique = left.at(element).size() < 2;
            JsonNode live = unique ? left.first(element) : MissingNode.getInstance();
            out.add(merge(live, right.first(element), types, path + element));
        }
    }
}
