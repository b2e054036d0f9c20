package dev.roadstead.node.hosts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// TOML as text, in ASCII.
final class TomlText {
    private final StringBuilder text = new StringBuilder();

    TomlText line(String indent, String key, String value) {
        text.append(indent).append(key(key)).append(" = ").append(value).append('\n');
        return this;
    }

    TomlText table(String... path) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        String name = List.of(path).stream().map(TomlText::key).collect(Collectors.joining("."));
        text.append('[').append(name).append("]\n");
        return this;
    }

    /// Writes the keys of a tree, plain values first, so that none falls into a table of its sibling.
    TomlText values(String indent, ObjectNode tree) {
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            line(indent, entry.getKey(), value(entry.getValue()));
        }
        return this;
    }

    static String value(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> string(node.textValue());
            case BOOLEAN, NUMBER -> node.asText();
            case ARRAY ->
                StreamSupport.stream(node.spliterator(), false)
                        .map(TomlText::value)
                        .collect(Collectors.joining(", ", "[", "]"));
            case OBJECT ->
                node.properties().stream()
                        .map(entry -> key(entry.getKey()) + " = " + value(entry.getValue()))
                        .collect(Collectors.joining(", ", "{ ", " }"));
            case NULL, MISSING, POJO, BINARY ->
                throw new UnusableFileException("holds a value that containerd does not know");
        };
    }

    static String strings(List<String> values) {
        return values.stream().map(TomlText::string).collect(Collectors.joining(", ", "[", "]"));
    }

    static String string(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\U%08X", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    private static String key(String key) {
        return key.matches("[A-Za-z0-9_-]+") ? key : string(key);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
