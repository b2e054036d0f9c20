package dev.roadstead.sandbox.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Append-only file of JSON lines, one per write, so that a killed sandbox comes back as it was.
///
/// ```
/// {"journal":"roadstead-sandbox","format":1,"revision":41}                      first line: where counting goes on
/// {"revision":42,"resource":"/pods","namespace":"a","name":"b","object":{…}}    a write
/// {"revision":43,"resource":"/pods","namespace":"a","name":"b"}                 a deletion
/// ```
/// A line is handed to the operating system before the write is acknowledged: it survives the death of the process, not
/// a power cut.
final class Journal implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final FileChannel channel;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /// What the file says: the last revision and every live object.
    record Replayed(long revision, Map<Key, ObjectNode> objects) {}

    static Replayed replay(Path file) throws IOException {
        Map<Key, ObjectNode> objects = new TreeMap<>();
        long revision = 0;
        if (!Files.exists(file)) {
            return new Replayed(revision, objects);
        }
        List<String> lines =
                Files.readString(file, StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            ObjectNode line = parse(lines.get(i));
            if (line == null) {
                if (i == lines.size() - 1) {
                    break; // The process died while it wrote this line; nobody got an answer for it.
                }
                throw new IOException("the journal " + file + " is damaged at line " + (i + 1)
                        + ": remove the folder to start afresh, or restore the file");
            }
            revision = line.path("revision").asLong(revision);
            if (line.hasNonNull("resource")) {
                apply(objects, line);
            }
        }
        return new Replayed(revision, objects);
    }

    private static void apply(Map<Key, ObjectNode> objects, ObjectNode line) {
        Key key = new Key(
                line.path("resource").asText(),
                line.path("namespace").asText(),
                line.path("name").asText());
        if (line.get("object") instanceof ObjectNode object) {
            objects.put(key, object);
        } else {
            objects.remove(key);
        }
    }

    private static @Nullable ObjectNode parse(String line) {
        try {
            return JSON.readTree(line) instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException _) {
            return null;
        }
    }

    /// Writes the live objects to a new file, puts it in the place of the old one, and opens it for appending.
    static Journal compacted(Path file, Replayed state) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, OWNER_ONLY); // It holds Secrets.
        try (BufferedWriter writer = Files.newBufferedWriter(next, StandardCharsets.UTF_8)) {
            ObjectNode head = JSON.createObjectNode();
            head.put("journal", "roadstead-sandbox").put("format", 1).put("revision", state.revision());
            writer.write(head.toString());
            writer.write('\n');
            for (Map.Entry<Key, ObjectNode> entry : state.objects().entrySet()) {
                writer.write(line(null, entry.getKey(), entry.getValue()));
            }
        }
        try (FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Journal(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    void append(long revision, Key key, @Nullable ObjectNode object) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line(revision, key, object));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the journal cannot be written: " + failure.getMessage(), failure);
        }
    }

    private static String line(@Nullable Long revision, Key key, @Nullable ObjectNode object) {
        ObjectNode line = JSON.createObjectNode();
        if (revision != null) {
            line.put("revision", revision);
        }
        line.put("resource", key.resource()).put("namespace", key.namespace()).put("name", key.name());
        if (object != null) {
            line.set("object", object);
        }
        return line + "\n";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
