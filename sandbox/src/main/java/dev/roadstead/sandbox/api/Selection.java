package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import java.util.function.Predicate;

/// Which objects of a collection a request wants: label and field selector together.
record Selection(LabelSelector labels, FieldSelector fields) implements Predicate<ObjectNode> {

    static Selection of(Kind kind, Params query) {
        return new Selection(
                LabelSelector.parse(query.text("labelSelector")),
                FieldSelector.parse(kind, query.text("fieldSelector")));
    }

    boolean selectsAll() {
        return labels.isEmpty() && fields.isEmpty();
    }

    @Override
    public boolean test(ObjectNode object) {
        return labels.test(object) && fields.test(object);
    }
}
