package dev.roadstead.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// One committed write: the object after it (for a deletion: the last state, at the deletion's revision) and before it.
public record Change(
        long revision,
        Type type,
        Key key,
        ObjectNode object,
        @Nullable ObjectNode previous) {

    /// What happened to the key.
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}
