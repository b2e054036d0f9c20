package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The set of fields that a configuration states: what its manager owns when it applies it.
final class AppliedFields {

    private final FieldSet.Builder set = new FieldSet.Builder();
    private final Deque<PathElement> path = new ArrayDeque<>();

    private AppliedFields() {}

    static FieldSet of(JsonNode object, ListTypes types) {
        AppliedFields walk = new AppliedFields();
        walk.visit(object, types);
        return walk.set.build();
    }

    private void visit(JsonNode value, ListTypes types) {
        if (value.isObject() && !types.isAtomic()) {
            value.properties().forEach(field -> visitField(field.getKey(), field.getValue(), types));
        } else if (value.isArray() && types.isAssociative()) {
            visitItems(value, types);
        } else {
            set.add(path());
        }
    }

    private void visitField(String name, JsonNode value, ListTypes types) {
        path.addLast(new PathElement.Field(name));
        visit(value, types.field(name));
        if (value.isNull() || (value.isObject() && value.isEmpty()) || !types.isNamed(name)) {
            set.add(path());
        }
        path.removeLast();
    }

    private void visitItems(JsonNode list, ListTypes types) {
        Items items = Items.of(list, types, "");
        for (int i = 0; i < items.size(); i++) {
            path.addLast(items.element(i));
            visit(items.item(i), types.element());
            set.add(path());
            path.removeLast();
        }
    }

    private List<PathElement> path() {
        return new ArrayList<>(path);
    }
}
