package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ControlLoop;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;

/// Tells a controller about changes of what its objects own.
final class Owned {

    private Owned() {}

    static void enqueue(ControlLoop loop, ObjectNode object, String ownerKind) {
        Meta.controller(object)
                .filter(owner -> owner.path("kind").asText().equals(ownerKind))
                .ifPresent(owner -> loop.enqueue(
                        new Key(Meta.namespace(object), owner.path("name").asText())));
    }
}
