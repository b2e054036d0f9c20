package dev.roadstead.sandbox.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the kinds out of a CustomResourceDefinition.
final class CrdKinds {

    private CrdKinds() {}

    /// One kind per served version, the storage version first.
    static List<Kind> of(ObjectNode crd) {
        JsonNode spec = crd.path("spec");
        String storage = storageVersion(spec);
        List<Kind> kinds = new ArrayList<>();
        for (JsonNode version : spec.path("versions")) {
            if (version.path("served").asBoolean()) {
                Kind kind = kind(crd, version, storage);
                kinds.add(kind.version().equals(storage) ? 0 : kinds.size(), kind);
            }
        }
        return kinds;
    }

    private static String storageVersion(JsonNode spec) {
        for (JsonNode version : spec.path("versions")) {
            if (version.path("storage").asBoolean()) {
                return version.path("name").asText();
            }
        }
        return spec.path("versions").path(0).path("name").asText();
    }

    private static Kind kind(ObjectNode crd, JsonNode version, String storage) {
        JsonNode subresources = version.path("subresources");
        List<String> served = new ArrayList<>();
        for (String subresource : List.of("status", "scale")) {
            if (subresources.has(subresource)) {
                served.add(subresource);
            }
        }
        List<String> selectable = new ArrayList<>();
        version.path("selectableFields")
                .forEach(field -> selectable.add(field.path("jsonPath").asText()));
        var definition = new Kind.Definition(
                crd.path("metadata").path("name").asText(),
                storage,
                version.path("schema").path("openAPIV3Schema"),
                version.path("additionalPrinterColumns"),
                subresources.has("scale") ? subresources.path("scale") : MissingNode.getInstance(),
                selectable);
        return new Kind(
                name(crd.path("spec")),
                version.path("name").asText(),
                crd.path("spec").path("scope").asText().equals("Namespaced"),
                served,
                Kind.Access.STORED,
                definition);
    }

    private static Kind.Name name(JsonNode spec) {
        JsonNode names = spec.path("names");
        String kind = names.path("kind").asText();
        return new Kind.Name(
                spec.path("group").asText(),
                names.path("plural").asText(),
                names.path("singular").asText(kind.toLowerCase(Locale.ROOT)),
                kind,
                names.path("listKind").asText(kind + "List"),
                texts(names.path("shortNames")),
                texts(names.path("categories")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
