package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The items of a set or list-map under the step that leads to them, in the list's order.
final class Items {

    private final List<PathElement> order = new ArrayList<>();
    private final SortedMap<PathElement, List<JsonNode>> byElement = new TreeMap<>();
    private final List<JsonNode> all = new ArrayList<>();

    /// @throws MalformedApplyException if an item has no key
    static Items of(JsonNode list, ListTypes types, String path) {
        Items items = new Items();
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            PathElement element = element(item, types, path + ": element " + i + ": ");
            items.order.add(element);
            items.all.add(item);
            items.byElement.computeIfAbsent(element, _ -> new ArrayList<>()).add(item);
        }
        return items;
    }

    /// The same, and no key occurs twice.
    static Items unique(JsonNode list, ListTypes types, String path) {
        Items items = of(list, types, path);
        for (Map.Entry<PathElement, List<JsonNode>> entry : items.byElement.entrySet()) {
            if (entry.getValue().size() > 1) {
                throw new MalformedApplyException(path + ": duplicate entries for key " + entry.getKey());
            }
        }
        return items;
    }

    /// Checks that no list-map or set anywhere in a document has two items with one key; also where lists are atomic.
    static void requireUnique(JsonNode value, ListTypes types, String path) {
        if (value.isObject()) {
            value.properties()
                    .forEach(field ->
                            requireUnique(field.getValue(), types.field(field.getKey()), path + "." + field.getKey()));
        } else if (value.isArray() && types.isAssociative()) {
            Items items = unique(value, types, path);
            for (int i = 0; i < items.size(); i++) {
                requireUnique(items.item(i), types.element(), path + items.element(i));
            }
        } else {
            for (int i = 0; i < value.size(); i++) {
                requireUnique(value.get(i), types.element(), path + "[" + i + "]");
            }
        }
    }

    private static PathElement element(JsonNode item, ListTypes types, String where) {
        if (types.isSet()) {
            if (item.isContainerNode() || item.isNull()) {
                throw new MalformedApplyException(where
                        + "associative list without keys has an element that's "
                        + (item.isNull() ? "an explicit null" : item.isObject() ? "a map type" : "a list type"));
            }
            return new PathElement.Value(item);
        }
        if (!item.isObject()) {
            throw new MalformedApplyException(where + "associative list with keys may not have "
                    + (item.isNull() ? "a null element" : "non-map elements"));
        }
        SortedMap<String, JsonNode> fields = new TreeMap<>();
        for (ListTypes.ListKey key : types.keys()) {
            JsonNode value = item.has(key.name()) ? item.get(key.name()) : key.whenAbsent();
            if (value != null) {
                fields.put(key.name(), value);
            }
        }
        if (fields.isEmpty()) {
            List<String> names =
                    types.keys().stream().map(key -> '"' + key.name() + '"').toList();
            throw new MalformedApplyException(where + "associative list with keys has an element that omits all key"
                    + " fields [" + String.join(" ", names)
                    + "] (and doesn't have default values for any key fields)");
        }
        return new PathElement.Key(fields);
    }

    int size() {
        return order.size();
    }

    PathElement element(int position) {
        return order.get(position);
    }

    JsonNode item(int position) {
        return all.get(position);
    }

    boolean has(PathElement element) {
        return byElement.containsKey(element);
    }

    /// The items under one step: more than one if the list has duplicates.
    List<JsonNode> at(PathElement element) {
        return byElement.getOrDefault(element, List.of());
    }

    /// The first item under a step, or a missing node.
    JsonNode first(PathElement element) {
        List<JsonNode> items = at(element);
        return items.isEmpty() ? MissingNode.getInstance() : items.getFirst();
    }

    /// All steps, each once.
    Iterable<PathElement> elements() {
        return byElement.keySet();
    }
}
