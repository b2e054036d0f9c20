package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/// Sets what is absent. A JSON null counts as absent, as it does for a typed API server.
record Fill(ObjectNode node) {

    static Fill in(ObjectNode parent, String field) {
        return new Fill(parent.get(field) instanceof ObjectNode child ? child : parent.putObject(field));
    }

    Fill text(String field, String value) {
        return value(field, TextNode.valueOf(value));
    }

    Fill number(String field, int value) {
        return value(field, IntNode.valueOf(value));
    }

    Fill value(String field, JsonNode value) {
        if (!node.hasNonNull(field)) {
            node.set(field, value);
        }
        return this;
    }

    /// The child object, made when absent.
    Fill object(String field) {
        return in(node, field);
    }

    /// The objects of an array; empty when there is none.
    List<Fill> each(String field) {
        List<Fill> items = new ArrayList<>();
        for (JsonNode item : node.path(field)) {
            if (item instanceof ObjectNode object) {
                items.add(new Fill(object));
            }
        }
        return items;
    }

    /// The child objects of these names that are there.
    List<Fill> present(String... fields) {
        List<Fill> found = new ArrayList<>();
        for (String field : fields) {
            if (node.get(field) instanceof ObjectNode child) {
                found.add(new Fill(child));
            }
        }
        return found;
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    String textOf(String field) {
        return node.path(field).asText("");
    }
}
