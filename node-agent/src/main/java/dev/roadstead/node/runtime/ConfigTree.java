package dev.roadstead.node.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// `config.toml` and what it imports, merged as containerd does: a later file wins.
final class ConfigTree {
    private static final TomlMapper TOML = new TomlMapper();
    private static final int MAX_FILES = 100;
    private final Path directory;
    private final Path hostDirectory;
    private final Set<Path> seen = new HashSet<>();
    private final List<String> unread = new ArrayList<>();

    /// @param directory where the agent sees `hostDirectory` of the host
    ConfigTree(Path directory, Path hostDirectory) {
        this.directory = directory;
        this.hostDirectory = hostDirectory;
    }

    /// The configuration of a node without the file is containerd's default one.
    /// Throws [IOException] when the file cannot be read or is not TOML.
    static ContainerdConfig read(Path directory, Path hostDirectory) throws IOException {
        ConfigTree config = new ConfigTree(directory, hostDirectory);
        Path file = directory.resolve("config.toml");
        ObjectNode tree = Files.exists(file) ? config.load(file) : defaults();
        return ContainerdConfig.of(tree, config.unread);
    }

    private static ObjectNode defaults() {
        return TOML.createObjectNode().put("version", 2);
    }

    private ObjectNode load(Path file) throws IOException {
        ObjectNode tree = parse(file);
        for (JsonNode pattern : tree.path("imports")) {
            for (Path imported : imported(pattern.asText(), file)) {
                if (seen.size() < MAX_FILES && seen.add(imported.normalize())) {
                    merge(tree, load(imported));
                }
            }
        }
        return tree;
    }

    private static ObjectNode parse(Path file) throws IOException {
        try {
            return TOML.readTree(Files.readAllBytes(file)) instanceof ObjectNode object
                    ? object
                    : TOML.createObjectNode();
        } catch (JsonProcessingException e) {
            throw new IOException(file.getFileName() + " is not TOML: " + e.getOriginalMessage(), e);
        }
    }

    private List<Path> imported(String pattern, Path importer) throws IOException {
        Path path = Path.of(pattern);
        Path local = path.isAbsolute() && path.startsWith(hostDirectory)
                ? directory.resolve(hostDirectory.relativize(path))
                : path.isAbsolute() ? null : importer.resolveSibling(pattern);
        if (local == null) {
            unread.add(pattern);
            return List.of();
        }
        Path folder = local.getParent();
        Set<Path> files = new TreeSet<>();
        if (folder != null && Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found =
                    Files.newDirectoryStream(folder, local.getFileName().toString())) {
                found.forEach(files::add);
            }
        }
        return List.copyOf(files);
    }

    /// A plugin's section is replaced as a whole (containerd `cmd/containerd/server/config`, mergeConfig).
    private static void merge(ObjectNode into, ObjectNode later) {
        for (Map.Entry<String, JsonNode> entry : later.properties()) {
            if (into.get(entry.getKey()) instanceof ObjectNode old && entry.getValue() instanceof ObjectNode table) {
                old.setAll(table);
            } else if (!entry.getKey().equals("imports")) {
                into.set(entry.getKey(), entry.getValue());
            }
        }
    }
}
