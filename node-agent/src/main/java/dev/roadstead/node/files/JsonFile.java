package dev.roadstead.node.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// One JSON object in one file, replaced as a whole.
public final class JsonFile {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path file;
    private final FileWriter writer;

    public JsonFile(Path file, FileWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /// Absent, too, when it cannot be understood: what matters can be read off the node's files.
    public Optional<ObjectNode> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /// Leaves the file alone when it says so already.
    public void write(ObjectNode value) throws IOException {
        byte[] content = value.toString().getBytes(StandardCharsets.UTF_8);
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            writer.createFolders(file.toAbsolutePath().normalize().resolveSibling(""));
            writer.replace(file, content);
        }
    }
}
