package dev.roadstead.sandbox.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Names one object of a resource; the namespace of cluster-scoped ones is empty.
public record Key(String namespace, String name) {

    public static Key of(ObjectNode object) {
        return new Key(Meta.namespace(object), Meta.name(object));
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
