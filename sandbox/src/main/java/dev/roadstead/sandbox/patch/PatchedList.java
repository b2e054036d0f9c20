package dev.roadstead.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.apply.JsonOrder;
import dev.roadstead.sandbox.apply.ListTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// A list under a strategic merge patch: replaced, or merged by values or by a key, in the order the patch wants.
final class PatchedList {

    private final ListTypes types;
    private final String name;
    private final @Nullable String key;

    PatchedList(ListTypes types, String name) {
        this.types = types;
        this.name = name;
        this.key = types.patchRule().mergeKey();
    }

    /// `wantedOrder` is the value of `$setElementOrder`, missing if there is none.
    ArrayNode merge(ArrayNode original, ArrayNode patch, JsonNode wantedOrder) {
        if (!types.patchRule().mergesItems()) {
            return withoutDirectives(patch);
        }
        if (replaces(patch)) {
            return withoutDirectives(patch);
        }
        List<JsonNode> items = items(original);
        List<JsonNode> stated = new ArrayList<>();
        for (JsonNode item : patch) {
            if (item instanceof ObjectNode object
                    && StrategicMergePatch.directive(object).equals("delete")) {
                identity(object);
                items.removeIf(each -> same(each, object));
            } else {
                put(items, item);
                stated.add(item);
            }
        }
        return ordered(items, wantedOrder.isArray() ? items(wantedOrder) : stated, items(original));
    }

    private static boolean replaces(ArrayNode patch) {
        return items(patch).stream()
                .anyMatch(item -> item instanceof ObjectNode object
                        && StrategicMergePatch.directive(object).equals("replace"));
    }

    private ArrayNode withoutDirectives(ArrayNode patch) {
        ArrayNode clean = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : patch) {
            if (!(item instanceof ObjectNode object)) {
                clean.add(item.deepCopy());
            } else if (!object.has(StrategicMergePatch.DIRECTIVE)) {
                clean.add(StrategicMergePatch.merge(JsonNodeFactory.instance.objectNode(), object, types.element()));
            }
        }
        return clean;
    }

    private void put(List<JsonNode> items, JsonNode item) {
        int position = -1;
        for (int i = 0; i < items.size() && position < 0; i++) {
            position = same(items.get(i), item) ? i : -1;
        }
        if (!(item instanceof ObjectNode object) || key == null) {
            if (position < 0) {
                items.add(item.deepCopy());
            }
            return;
        }
        identity(object);
        ObjectNode present = position >= 0 && items.get(position) instanceof ObjectNode found
                ? found
                : JsonNodeFactory.instance.objectNode();
        ObjectNode merged = StrategicMergePatch.merge(present, object, types.element());
        if (position < 0) {
            items.add(merged);
        } else {
            items.set(position, merged);
        }
    }

    private JsonNode identity(ObjectNode item) {
        JsonNode value = key == null ? null : item.get(key);
        if (value == null) {
            throw new PatchException(
                    "an item of \"" + name + "\" does not contain declared merge key: " + (key == null ? "" : key));
        }
        return value;
    }

    private boolean same(JsonNode a, JsonNode b) {
        return key == null ? JsonOrder.same(a, b) : a.has(key) && JsonOrder.same(a.get(key), b.path(key));
    }

    /// Items named in the wanted order come in it; the others keep their place among those that were there before.
    private ArrayNode ordered(List<JsonNode> items, List<JsonNode> wanted, List<JsonNode> before) {
        List<JsonNode> named = new ArrayList<>();
        wanted.forEach(want ->
                items.stream().filter(item -> same(item, want)).findFirst().ifPresent(named::add));
        List<JsonNode> others =
                items.stream().filter(item -> indexOf(named, item) < 0).toList();
        ArrayNode ordered = JsonNodeFactory.instance.arrayNode();
        int next = 0;
        for (JsonNode item : named) {
            int place = indexOf(before, item);
            while (place >= 0 && next < others.size() && isBefore(others.get(next), place, before)) {
                ordered.add(others.get(next++));
            }
            ordered.add(item);
        }
        others.subList(next, others.size()).forEach(ordered::add);
        return ordered;
    }

    private boolean isBefore(JsonNode item, int place, List<JsonNode> before) {
        int own = indexOf(before, item);
        return own >= 0 && own < place;
    }

    private int indexOf(List<JsonNode> items, JsonNode wanted) {
        for (int i = 0; i < items.size(); i++) {
            if (same(items.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    static void removeValues(ArrayNode list, JsonNode values) {
        for (JsonNode value : values) {
            for (int i = list.size() - 1; i >= 0; i--) {
                if (JsonOrder.same(list.get(i), value)) {
                    list.remove(i);
                }
            }
        }
    }

    private static List<JsonNode> items(JsonNode list) {
        return new ArrayList<>(StreamSupport.stream(list.spliterator(), false).toList());
    }
}
