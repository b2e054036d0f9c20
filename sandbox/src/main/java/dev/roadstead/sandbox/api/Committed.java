package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// How a write ended: the object as it stands now (or last stood), and what became of it.
record Committed(ObjectNode object, Outcome outcome) {

    enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        REMOVED
    }
}
