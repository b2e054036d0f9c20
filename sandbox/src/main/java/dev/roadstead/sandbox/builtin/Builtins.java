package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.ObjectStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Defaults and rules of the built-in kinds.
public final class Builtins {

    private final ObjectStore store;

    public Builtins(ObjectStore store) {
        this.store = store;
    }

    /// Fills in what the API server fills in, in place; `live` is null on create.
    public void complete(Kind kind, ObjectNode object, @Nullable ObjectNode live) {
        store.revision();
    }

    public List<Cause> validate(Kind kind, ObjectNode object, @Nullable ObjectNode live) {
        return List.of();
    }
}
