package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Merge rules of the struct types in the table of built-in kinds.
final class BuiltinListTypes extends ListTypes {

    private final Map<String, BuiltinTypes.Field> fields;

    BuiltinListTypes(String type) {
        this.fields = BuiltinTypes.fieldsOf(type);
    }

    @Override
    public boolean isNamed(String field) {
        return fields.containsKey(field);
    }

    @Override
    public ListTypes field(String name) {
        BuiltinTypes.Field field = fields.get(name);
        return field == null ? DEDUCED : new OfField(field);
    }

    private static ListTypes ofType(String type) {
        if (type.equals("any")) {
            return ATOMIC;
        }
        return BuiltinTypes.Field.isPlain(type) ? DEDUCED : ofBuiltinType(type);
    }

    /// The rules at a field add to those of its type.
    private static final class OfField extends ListTypes {

        private final BuiltinTypes.Field field;

        OfField(BuiltinTypes.Field field) {
            this.field = field;
        }

        @Override
        public boolean isAtomic() {
            return field.has("atomic") || field.type().equals("any");
        }

        @Override
        public boolean isSet() {
            return field.has("set");
        }

        @Override
        public List<ListKey> keys() {
            String keys = field.argument("key");
            return keys == null
                    ? List.of()
                    : Stream.of(keys.split(",")).map(OfField::key).toList();
        }

        private static ListKey key(String text) {
            String[] parts = text.split("=");
            return new ListKey(parts[0], parts.length == 1 ? null : value(parts[1]));
        }

        private static JsonNode value(String text) {
            return Character.isDigit(text.charAt(0)) ? IntNode.valueOf(Integer.parseInt(text)) : TextNode.valueOf(text);
        }

        @Override
        public boolean isNamed(String name) {
            return !field.isMap() && !field.isList() && ofType(field.type()).isNamed(name);
        }

        @Override
        public ListTypes field(String name) {
            return field.isMap() || field.isList()
                    ? element()
                    : ofType(field.type()).field(name);
        }

        @Override
        public ListTypes element() {
            if (field.has("atomicItems")) {
                return ATOMIC;
            }
            return field.isMap() || field.isList() ? ofType(field.element()) : DEDUCED;
        }

        @Override
        public PatchRule patchRule() {
            return new PatchRule(mergesItems(), mergeKey(), field.has("retainKeys"));
        }

        private boolean mergesItems() {
            return !field.has("nopatch") && (isAssociative() || field.argument("patch") != null);
        }

        private @Nullable String mergeKey() {
            String own = field.argument("patch");
            if (own != null && !own.isEmpty()) {
                return own;
            }
            return keys().isEmpty() ? null : keys().getFirst().name();
        }
    }
}
