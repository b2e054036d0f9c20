package dev.roadstead.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/// Whether an object of the cluster already holds all that is desired, whatever defaults and additions of others it
/// holds besides.
final class Subset {
    private Subset() {}

    static boolean holds(JsonNode desired, JsonNode live) {
        if (desired.isObject()) {
            for (Map.Entry<String, JsonNode> field : desired.properties()) {
                if (!holds(field.getValue(), live.path(field.getKey()))) {
                    return isEmpty(field.getValue())
                            && live.path(field.getKey()).isMissingNode();
                }
            }
            return live.isObject();
        }
        if (desired.isArray()) {
            return live.isArray() && (isNamed(desired) ? eachIsIn(desired, live) : isTheSame(desired, live));
        }
        return desired.equals(live) || desired.asText().equals(live.asText()) || isSameQuantity(desired, live);
    }

    /// A list whose items have names is merged by name: others may add theirs. Any other list is ours as a whole.
    private static boolean isNamed(JsonNode list) {
        for (JsonNode item : list) {
            if (!item.has("name") && !item.path("metadata").has("name")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTheSame(JsonNode desired, JsonNode live) {
        if (desired.size() != live.size()) {
            return false;
        }
        for (int i = 0; i < desired.size(); i++) {
            if (!holds(desired.get(i), live.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean eachIsIn(JsonNode desired, JsonNode live) {
        for (JsonNode item : desired) {
            boolean found = false;
            for (JsonNode candidate : live) {
                found |= holds(item, candidate);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isContainerNode() && node.isEmpty();
    }

    private static boolean isSameQuantity(JsonNode desired, JsonNode live) {
        if (!desired.isTextual() || !live.isTextual()) {
            return false;
        }
        try {
            return Quantity.getAmountInBytes(Quantity.parse(desired.asText()))
                            .compareTo(Quantity.getAmountInBytes(Quantity.parse(live.asText())))
                    == 0;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }
}
