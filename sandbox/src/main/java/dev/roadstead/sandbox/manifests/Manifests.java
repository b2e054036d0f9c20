package dev.roadstead.sandbox.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Kubernetes objects in YAML files. Of kustomize, only `resources:` is understood; a kustomization that uses more is
/// refused.
public final class Manifests {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> UNDERSTOOD = Set.of("apiVersion", "kind", "resources");

    private Manifests() {}

    /// The objects that a kustomization lists, in its order.
    public static List<ObjectNode> kustomization(Path folder) throws IOException {
        Path file = folder.resolve("kustomization.yaml");
        JsonNode kustomization = YAML.readTree(file.toFile());
        List<ObjectNode> objects = new ArrayList<>();
        for (var field : kustomization.properties()) {
            if (!UNDERSTOOD.contains(field.getKey())) {
                throw new IOException(file + " uses " + field.getKey() + ", which the sandbox does not understand");
            }
        }
        for (JsonNode resource : kustomization.path("resources")) {
            Path path = folder.resolve(resource.asText()).normalize();
            objects.addAll(Files.isDirectory(path) ? kustomization(path) : file(path));
        }
        return objects;
    }

    /// The objects of all `*.yaml` files of a folder, in the order of the files' names.
    public static List<ObjectNode> folder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        List<ObjectNode> objects = new ArrayList<>();
        for (Path path : files) {
            objects.addAll(file(path));
        }
        return objects;
    }

    public static List<ObjectNode> file(Path path) throws IOException {
        List<ObjectNode> objects = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(path.toFile())) {
            while (documents.hasNext()) {
                if (documents.next() instanceof ObjectNode object && !object.isEmpty()) {
                    objects.add(object);
                }
            }
        }
        return objects;
    }
}
