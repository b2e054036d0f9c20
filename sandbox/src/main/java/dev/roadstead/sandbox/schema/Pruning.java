package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the fields of an object that its schema does not name, and removes them.
final class Pruning {

    private static final List<String> IDENTITY = List.of("apiVersion", "kind", "metadata");

    private final boolean removing;
    private final List<String> unknown = new ArrayList<>();

    private Pruning(boolean removing) {
        this.removing = removing;
    }

    static void prune(ObjectNode object, SchemaNode schema) {
        new Pruning(true).visit(object, schema, "");
    }

    /// The paths of unknown fields, such as `spec.replica` or `spec.items[0].nmae`.
    static List<String> unknown(ObjectNode object, SchemaNode schema) {
        Pruning walk = new Pruning(false);
        walk.visit(object, schema, "");
        return walk.unknown;
    }

    /// A null schema knows no field.
    private void visit(JsonNode value, @Nullable SchemaNode schema, String path) {
        if (schema != null && schema.preservesUnknown()) {
            visitKnown(value, schema, path);
        } else if (value instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> visitField(object, name, schema, path));
        } else if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                visit(list.get(i), schema == null ? null : schema.items(), path + "[" + i + "]");
            }
        }
    }

    private void visitField(ObjectNode object, String name, @Nullable SchemaNode schema, String path) {
        if (schema != null && schema.isResource() && IDENTITY.contains(name)) {
            return;
        }
        String below = path.isEmpty() ? name : path + "." + name;
        if (schema != null && (schema.properties().containsKey(name) || schema.hasAdditionalProperties())) {
            visit(object.path(name), schema.field(name), below);
            return;
        }
        unknown.add(below);
        if (removing) {
            object.remove(name);
        }
    }

    /// Everything is kept here, but what the schema names is pruned in itself.
    private void visitKnown(JsonNode value, SchemaNode schema, String path) {
        if (value instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                String name = field.getKey();
                boolean identity = schema.isResource() && IDENTITY.contains(name);
                if (!identity && (schema.properties().containsKey(name) || schema.hasAdditionalProperties())) {
                    visit(field.getValue(), schema.field(name), path.isEmpty() ? name : path + "." + name);
                }
            });
        } else if (value instanceof ArrayNode list && schema.items() != null) {
            for (int i = 0; i < list.size(); i++) {
                visitKnown(list.get(i), schema.items(), path + "[" + i + "]");
            }
        }
    }
}
