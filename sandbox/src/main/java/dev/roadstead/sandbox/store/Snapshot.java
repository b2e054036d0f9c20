package dev.roadstead.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The objects of one resource at one revision, in key order. The nodes are shared: copy before changing one.
public record Snapshot(long revision, List<Item> items) {

    public Snapshot {
        items = List.copyOf(items);
    }

    /// One object and its key.
    public record Item(Key key, ObjectNode object) {}
}
