package dev.roadstead.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// An image as its archive holds it: an OCI image layout.
record ArchivedImage(String reference, JsonNode config, List<String> layers, Map<String, byte[]> blobs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ArchivedImage read(Image image) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (var tar = new TarArchiveInputStream(Files.newInputStream(image.archive()))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), tar.readAllBytes());
            }
        }
        JsonNode descriptor = JSON.readTree(entries.get("index.json")).at("/manifests/0");
        if (!descriptor.path("digest").asText().equals(image.digest())) {
            throw new IOException("the archive holds " + descriptor);
        }
        JsonNode manifest = JSON.readTree(blob(entries, image.digest()));
        List<String> layers = new ArrayList<>();
        manifest.path("layers").forEach(layer -> layers.add(layer.path("digest").asText()));
        return new ArchivedImage(
                descriptor.at("/annotations/org.opencontainers.image.ref.name").asText(),
                JSON.readTree(blob(entries, manifest.at("/config/digest").asText())),
                layers,
                entries);
    }

    private static byte[] blob(Map<String, byte[]> entries, String digest) {
        return entries.get("blobs/" + digest.replace(':', '/'));
    }

    @FunctionalInterface
    interface Visitor {
        void visit(TarArchiveEntry entry, byte[] content) throws IOException;
    }

    /// Every file, without a leading slash in its name.
    void visit(Visitor visitor) throws IOException {
        for (String layer : layers) {
            var bytes = new GZIPInputStream(new ByteArrayInputStream(blob(blobs, layer)));
            try (var tar = new TarArchiveInputStream(bytes)) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (entry.isFile()) {
                        visitor.visit(entry, tar.readAllBytes());
                    }
                }
            }
        }
    }

    /// Without a leading slash.
    List<String> files() throws IOException {
        List<String> names = new ArrayList<>();
        visit((entry, _) -> names.add(entry.getName()));
        return names;
    }

    JsonNode json(String file) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        visit((entry, content) -> {
            if (entry.getName().equals(file)) {
                found.add(JSON.readTree(content));
            }
        });
        return found.getFirst();
    }

    /// With the times and the right to execute that the layers give.
    void unpack(Path root) throws IOException {
        visit((entry, content) -> {
            Path file = root.resolve(entry.getName());
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true)) {
                throw new IOException(file + " cannot be made executable");
            }
            Files.setLastModifiedTime(
                    file, FileTime.from(entry.getLastModifiedTime().toInstant()));
        });
    }
}
