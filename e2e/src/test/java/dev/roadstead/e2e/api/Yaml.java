package dev.roadstead.e2e.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// YAML and JSON text to trees.
final class Yaml {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private Yaml() {}

    static ObjectNode parse(String text) {
        try {
            return (ObjectNode) YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /// Every document of a file.
    static List<ObjectNode> parseAll(String text) {
        List<ObjectNode> documents = new ArrayList<>();
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            values.forEachRemaining(document -> {
                if (document instanceof ObjectNode object) {
                    documents.add(object);
                }
            });
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
        return documents;
    }
}
