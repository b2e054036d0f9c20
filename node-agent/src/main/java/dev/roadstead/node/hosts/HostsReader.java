package dev.roadstead.node.hosts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a `hosts.toml` by the rules of containerd 1.5 to 2.x, the strictest of them where they differ
/// (containerd `core/remotes/docker/config/hosts.go`).
public final class HostsReader {
    private static final TomlMapper TOML = new TomlMapper();
    private static final List<String> ALL = List.of("pull", "resolve", "push");

    private HostsReader() {}

    /// Throws [UnusableFileException].
    public static ObjectNode tree(String text) {
        try {
            return TOML.readTree(text) instanceof ObjectNode object ? object : TOML.createObjectNode();
        } catch (JsonProcessingException e) {
            throw new UnusableFileException("not TOML 1.0: " + e.getOriginalMessage());
        }
    }

    /// Throws [UnusableFileException].
    public static HostsFile read(String text) {
        ObjectNode root = tree(text);
        JsonNode hosts = root.path("host");
        if (!hosts.isObject() || hosts.isEmpty()) {
            throw new UnusableFileException("has no [host] table: containerd up to 1.7.10 ignores such a file");
        }
        List<HostsFile.Table> tables = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : hosts.properties()) {
            if (!(entry.getValue() instanceof ObjectNode table)) {
                throw new UnusableFileException("host." + entry.getKey() + " is not a table");
            }
            tables.add(table(url(entry.getKey()), table, capabilities(table)));
        }
        String server = text(root, "server");
        return new HostsFile(table(server == null || server.isEmpty() ? null : url(server), root, ALL), tables);
    }

    private static HostsFile.Table table(@Nullable String url, ObjectNode table, List<String> capabilities) {
        return new HostsFile.Table(
                url,
                capabilities,
                strings(table, "ca"),
                clients(table.path("client")),
                flag(table, "skip_verify"),
                flag(table, "override_path"),
                header(table.path("header")),
                text(table, "dial_timeout"));
    }

    private static String url(String text) {
        String url = text.startsWith("http") ? text : "https://" + text;
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new UnusableFileException("\"" + text + "\" is not an http or https address");
        }
        return url;
    }

    private static List<String> capabilities(ObjectNode table) {
        List<String> named = strings(table, "capabilities");
        for (String capability : named) {
            if (!ALL.contains(capability)) {
                throw new UnusableFileException(
                        "unknown capability \"" + capability + "\": containerd up to 2.1" + " ignores such a file");
            }
        }
        return named.isEmpty() ? ALL : named;
    }

    private static @Nullable String text(ObjectNode table, String key) {
        JsonNode value = table.path(key);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new UnusableFileException(key + " is not a string");
        }
        return value.textValue();
    }

    private static boolean flag(ObjectNode table, String key) {
        JsonNode value = table.path(key);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new UnusableFileException(key + " is not true or false");
        }
        return value.booleanValue();
    }

    private static List<String> strings(ObjectNode table, String key) {
        return strings(key, table.path(key));
    }

    private static List<String> strings(String key, JsonNode value) {
        if (value.isMissingNode()) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw new UnusableFileException(key + " is not a list of strings");
            }
            texts.add(element.textValue());
        }
        if (!value.isArray()) {
            throw new UnusableFileException(key + " is neither a string nor a list of strings");
        }
        return texts;
    }

    private static List<List<String>> clients(JsonNode value) {
        if (value.isMissingNode()) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(List.of(value.textValue()));
        }
        if (!value.isArray()) {
            throw new UnusableFileException("client is neither a string nor a list");
        }
        List<List<String>> pairs = new ArrayList<>();
        for (JsonNode element : value) {
            pairs.add(strings("client", element));
        }
        return pairs;
    }

    private static Map<String, List<String>> header(JsonNode value) {
        if (!value.isMissingNode() && !value.isObject()) {
            throw new UnusableFileException("header is not a table");
        }
        Map<String, List<String>> header = new LinkedHashMap<>();
        value.properties().forEach(entry -> header.put(entry.getKey(), strings("header", entry.getValue())));
        return header;
    }
}
