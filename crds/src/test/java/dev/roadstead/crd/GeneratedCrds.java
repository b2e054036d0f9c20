package dev.roadstead.crd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The CRDs as YAML: fabric8's generator, and what it cannot say.
final class GeneratedCrds {
    static final List<Class<? extends CustomResource<?, ?>>> KINDS =
            List.of(Registry.class, ProxyCache.class, GCSchedule.class, NodeMirror.class, NodeState.class);

    static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    /// Lists that are maps by a key, by kind and path in the schema; server-side apply merges them item by item.
    private static final Map<String, Map<String, String>> LIST_MAPS = Map.of(
            "NodeMirror", Map.of("/spec/mirrors", "host", "/spec/trust", "host"),
            "NodeState", Map.of("/status/mirrors", "name"));

    private static final Map<String, List<String>> SETS = Map.of("ProxyCache", List.of("/spec/mirrorOf"));

    private GeneratedCrds() {}

    /// File name to content.
    static Map<String, String> generate(Path scratch) throws IOException {
        List<Class<? extends HasMetadata>> classes = new ArrayList<>(KINDS);
        new CRDGenerator()
                .customResourceClasses(classes)
                .withMinQuotes(true)
                .inOutputDir(scratch.toFile())
                .detailedGenerate();
        Map<String, String> files = new LinkedHashMap<>();
        for (Class<? extends CustomResource<?, ?>> kind : KINDS) {
            String name = HasMetadata.getPlural(kind) + "." + Api.GROUP;
            ObjectNode crd = (ObjectNode) YAML.readTree(Files.readString(scratch.resolve(name + "-v1.yml")));
            finish(crd, kind);
            files.put(name + ".yaml", text(crd));
        }
        return files;
    }

    private static String text(ObjectNode crd) throws JsonProcessingException {
        return "# Generated from the records of module crds: do not edit; ./mvnw -pl crds -am test -Dcrds.update=true rewrites it.\n"
                + YAML.writeValueAsString(crd);
    }

    private static void finish(ObjectNode crd, Class<? extends CustomResource<?, ?>> kind) {
        String name = HasMetadata.getKind(kind);
        ((ObjectNode) crd.get("metadata"))
                .putObject("labels")
                .put("app.kubernetes.io/name", "roadstead")
                .put("app.kubernetes.io/component", "crd");
        ObjectNode version = (ObjectNode) crd.at("/spec/versions/0");
        ObjectNode root = (ObjectNode) version.at("/schema/openAPIV3Schema");
        root.putArray("required").add("spec");
        dropDoubledRules(root);
        Integers.finish(kind, root);
        orderColumns((ArrayNode) version.get("additionalPrinterColumns"), kind);
        conditionsAsMap((ObjectNode) root.at("/properties/status/properties/conditions"));
        LIST_MAPS
                .getOrDefault(name, Map.of())
                .forEach((path, key) -> at(root, path)
                        .put("x-kubernetes-list-type", "map")
                        .putArray("x-kubernetes-list-map-keys")
                        .add(key));
        SETS.getOrDefault(name, List.of()).forEach(path -> at(root, path).put("x-kubernetes-list-type", "set"));
    }

    private static ObjectNode at(ObjectNode root, String path) {
        JsonNode schema = root.at(path.replace("/", "/properties/"));
        if (!(schema instanceof ObjectNode object)) {
            throw new IllegalStateException("no schema at " + path);
        }
        return object;
    }

    /// A rule on a record component is emitted for its field and its accessor; a server refuses the second in
    /// server-side apply.
    private static void dropDoubledRules(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.get("x-kubernetes-validations") instanceof ArrayNode rules) {
            Set<JsonNode> once = new LinkedHashSet<>();
            rules.forEach(once::add);
            rules.removeAll();
            once.forEach(rules::add);
        }
        schema.forEach(GeneratedCrds::dropDoubledRules);
    }

    /// The generator sorts by JSONPath; people read from left to right.
    private static void orderColumns(ArrayNode columns, Class<?> kind) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        columns.forEach(column -> byName.put(column.get("name").asText(), column));
        columns.removeAll();
        for (AdditionalPrinterColumn column : kind.getAnnotationsByType(AdditionalPrinterColumn.class)) {
            columns.add(byName.get(column.name()));
        }
    }

    /// As metav1.Condition.
    private static void conditionsAsMap(ObjectNode conditions) {
        conditions.put("maxItems", 32).put("x-kubernetes-list-type", "map");
        conditions.putArray("x-kubernetes-list-map-keys").add("type");
        ObjectNode item = (ObjectNode) conditions.get("items");
        ArrayNode required = item.putArray("required");
        List.of("type", "status", "lastTransitionTime", "reason", "message").forEach(required::add);
        ObjectNode properties = (ObjectNode) item.get("properties");
        ((ObjectNode) properties.get("type")).put("maxLength", 316);
        ObjectNode status = (ObjectNode) properties.get("status");
        List.of("True", "False", "Unknown").forEach(status.putArray("enum")::add);
        ((ObjectNode) properties.get("reason"))
                .put("minLength", 1)
                .put("maxLength", 1024)
                .put("pattern", "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$");
        ((ObjectNode) properties.get("message")).put("maxLength", 32768);
        ((ObjectNode) properties.get("lastTransitionTime")).put("format", "date-time");
        ((ObjectNode) properties.get("observedGeneration")).put("minimum", 0).put("format", "int64");
    }
}
