package dev.roadstead.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.apply.ListTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Strategic merge patch: a merge patch that merges some lists by key, with directives (`$patch`, `$retainKeys`,
/// `$setElementOrder/x`, `$deleteFromPrimitiveList/x`).
public final class StrategicMergePatch {

    static final String DIRECTIVE = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE_PRIMITIVE = "$deleteFromPrimitiveList/";

    private StrategicMergePatch() {}

    /// The patched object; neither argument changes.
    ///
    /// @throws PatchException if a directive is unknown or a list item has no merge key
    public static ObjectNode apply(ObjectNode object, JsonNode patch, ListTypes types) {
        if (!(patch instanceof ObjectNode fields)) {
            throw new PatchException("a strategic merge patch of an object must be an object, not "
                    + patch.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        return merge(object, fields, types);
    }

    static ObjectNode merge(ObjectNode original, ObjectNode patch, ListTypes types) {
        ObjectNode merged = original.deepCopy();
        switch (directive(patch)) {
            case "replace", "delete" -> merged.removeAll();
            default -> {}
        }
        if (directive(patch).equals("delete")) {
            return merged;
        }
        if (patch.get(RETAIN) instanceof ArrayNode retained) {
            List<String> names = new ArrayList<>();
            retained.forEach(name -> names.add(name.asText()));
            merged.retain(names);
        }
        patch.properties().forEach(field -> mergeField(merged, field.getKey(), field.getValue(), patch, types));
        applyListDirectives(merged, patch, types);
        return merged;
    }

    /// The value of `$patch`, `merge` if there is none.
    static String directive(ObjectNode patch) {
        String directive = patch.path(DIRECTIVE).asText("merge");
        if (!List.of("merge", "replace", "delete").contains(directive)) {
            throw new PatchException(
                    "unknown patch type \"" + directive + "\" in $patch: want merge, replace or delete");
        }
        return directive;
    }

    private static void mergeField(ObjectNode merged, String name, JsonNode value, ObjectNode patch, ListTypes types) {
        if (name.startsWith("$")) {
            return;
        }
        if (value.isNull()) {
            merged.remove(name);
        } else if (value instanceof ObjectNode below) {
            ObjectNode present =
                    merged.get(name) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
            merged.set(name, merge(present, below, types.field(name)));
        } else if (value instanceof ArrayNode list) {
            ArrayNode present =
                    merged.get(name) instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode();
            var lists = new PatchedList(types.field(name), name);
            merged.set(name, lists.merge(present, list, patch.path(ORDER + name)));
        } else {
            merged.set(name, value.deepCopy());
        }
    }

    /// `$deleteFromPrimitiveList` and a `$setElementOrder` whose list the patch does not change otherwise.
    private static void applyListDirectives(ObjectNode merged, ObjectNode patch, ListTypes types) {
        patch.properties().forEach(field -> {
            String directive = field.getKey();
            if (directive.startsWith(DELETE_PRIMITIVE)) {
                String name = directive.substring(DELETE_PRIMITIVE.length());
                if (merged.get(name) instanceof ArrayNode list) {
                    PatchedList.removeValues(list, field.getValue());
                }
            } else if (directive.startsWith(ORDER)) {
                String name = directive.substring(ORDER.length());
                if (!patch.has(name) && merged.get(name) instanceof ArrayNode list) {
                    merged.set(
                            name,
                            new PatchedList(types.field(name), name)
                                    .merge(list, JsonNodeFactory.instance.arrayNode(), field.getValue()));
                }
            }
        });
    }
}
