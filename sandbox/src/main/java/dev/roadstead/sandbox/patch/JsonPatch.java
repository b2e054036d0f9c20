package dev.roadstead.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.apply.JsonOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON patch, RFC 6902.
public final class JsonPatch {

    private static final List<String> OPERATIONS = List.of("add", "remove", "replace", "move", "copy", "test");

    private JsonPatch() {}

    /// The patched object; neither argument changes. All operations apply or none does.
    ///
    /// @throws PatchException with the operation that is malformed or does not apply
    public static ObjectNode apply(ObjectNode object, JsonNode patch) {
        if (!patch.isArray()) {
            throw new PatchException("a JSON patch must be a list of operations");
        }
        JsonNode document = object.deepCopy();
        for (int i = 0; i < patch.size(); i++) {
            document = Operation.of(patch.get(i), i).on(document);
        }
        if (document instanceof ObjectNode patched) {
            return patched;
        }
        throw new PatchException("the JSON patch leaves no object");
    }

    private record Operation(
            String op,
            Pointer path,
            @Nullable Pointer from,
            @Nullable JsonNode value) {

        static Operation of(JsonNode operation, int position) {
            String where = "operation " + position + ": ";
            String op = operation.path("op").asText("");
            if (!OPERATIONS.contains(op)) {
                throw new PatchException(where + "unexpected kind of operation: \"" + op + "\", want one of "
                        + String.join(", ", OPERATIONS));
            }
            if (!operation.path("path").isTextual()) {
                throw new PatchException(where + "\"" + op + "\" needs \"path\"");
            }
            boolean needsFrom = op.equals("move") || op.equals("copy");
            if (needsFrom && !operation.path("from").isTextual()) {
                throw new PatchException(where + "\"" + op + "\" needs \"from\"");
            }
            boolean needsValue = op.equals("add") || op.equals("replace");
            if (needsValue && !operation.has("value")) {
                throw new PatchException(where + "\"" + op + "\" needs \"value\"");
            }
            return new Operation(
                    op,
                    Pointer.parse(operation.path("path").asText()),
                    needsFrom ? Pointer.parse(operation.path("from").asText()) : null,
                    operation.has("value") ? operation.get("value") : null);
        }

        JsonNode on(JsonNode document) {
            return switch (op) {
                case "add" -> add(document, wanted().deepCopy());
                case "remove" -> {
                    take(document, path);
                    yield document;
                }
                case "replace" -> replace(document);
                case "move" -> move(document);
                case "copy" -> add(document, existing(document, source()).deepCopy());
                default -> test(document);
            };
        }

        private JsonNode wanted() {
            return value == null ? NullNode.getInstance() : value;
        }

        private Pointer source() {
            return from == null ? path : from;
        }

        private JsonNode add(JsonNode document, JsonNode added) {
            if (path.isRoot()) {
                return added;
            }
            if (!path.add(document, added)) {
                throw missing(path);
            }
            return document;
        }

        private JsonNode replace(JsonNode document) {
            existing(document, path);
            if (path.isRoot()) {
                return wanted().deepCopy();
            }
            path.replace(document, wanted().deepCopy());
            return document;
        }

        private JsonNode move(JsonNode document) {
            if (path.isInside(source())) {
                throw new PatchException("move operation does not apply: cannot move \"" + source()
                        + "\" into its own part \"" + path + "\"");
            }
            return add(document, take(document, source()));
        }

        private JsonNode take(JsonNode document, Pointer place) {
            JsonNode taken = place.isRoot() ? null : place.remove(document);
            if (taken == null) {
                throw missing(place);
            }
            return taken;
        }

        private JsonNode test(JsonNode document) {
            JsonNode found = path.find(document);
            boolean same = found == null ? wanted().isNull() : JsonOrder.same(found, wanted());
            if (!same) {
                throw new PatchException("testing value " + path + " failed: test failed");
            }
            return document;
        }

        private JsonNode existing(JsonNode document, Pointer place) {
            JsonNode found = place.find(document);
            if (found == null) {
                throw missing(place);
            }
            return found;
        }

        private PatchException missing(Pointer place) {
            return new PatchException(
                    op + " operation does not apply: doc is missing path: " + place + ": missing value");
        }
    }
}
