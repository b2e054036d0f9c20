package dev.roadstead.node.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// One value in one file, replaced as a whole.
public final class JsonFile<T> {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;
    private final Class<T> type;
    private final FileWriter writer;

    public JsonFile(Path file, Class<T> type, FileWriter writer) {
        this.file = file;
        this.type = type;
        this.writer = writer;
    }

    /// Absent, too, when it cannot be understood: what matters can be read off the node's files.
    public Optional<T> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(MAPPER.readValue(Files.readAllBytes(file), type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /// Leaves the file alone when it says so already.
    public void write(T value) throws IOException {
        byte[] content = bytes(value);
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            writer.createFolders(file.toAbsolutePath().normalize().resolveSibling(""));
            writer.replace(file, content);
        }
    }

    private static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
