package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One place of a schema, read once. Keywords that are needed in one spot only are read from `json` there.
public final class SchemaNode {

    private final JsonNode json;
    private final boolean root;
    private final Map<String, SchemaNode> properties = new LinkedHashMap<>();
    private final @Nullable SchemaNode items;
    private final @Nullable SchemaNode additional;
    private final Map<String, List<SchemaNode>> junctors = new LinkedHashMap<>();
    private final @Nullable Pattern pattern;

    private SchemaNode(JsonNode json, boolean root) {
        this.json = json;
        this.root = root;
        json.path("properties")
                .properties()
                .forEach(property -> properties.put(property.getKey(), new SchemaNode(property.getValue(), false)));
        this.items = json.path("items").isObject() ? new SchemaNode(json.path("items"), false) : null;
        this.additional = json.path("additionalProperties").isObject()
                ? new SchemaNode(json.path("additionalProperties"), false)
                : null;
        for (String junctor : List.of("allOf", "anyOf", "oneOf")) {
            List<SchemaNode> nodes = new ArrayList<>();
            json.path(junctor).forEach(each -> nodes.add(new SchemaNode(each, false)));
            junctors.put(junctor, List.copyOf(nodes));
        }
        this.pattern = json.path("pattern").asText("").isEmpty()
                ? null
                : compiled(json.path("pattern").asText());
    }

    /// The schema of a whole custom resource.
    public static SchemaNode root(JsonNode json) {
        return new SchemaNode(json.isObject() ? json : JsonNodeFactory.instance.objectNode(), true);
    }

    private static @Nullable Pattern compiled(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (com.google.re2j.PatternSyntaxException invalid) {
            return null;
        }
    }

    public JsonNode json() {
        return json;
    }

    public String type() {
        return json.path("type").asText("");
    }

    public String text(String keyword) {
        return json.path(keyword).asText("");
    }

    public boolean is(String keyword) {
        return json.path(keyword).asBoolean(false);
    }

    public boolean isNullable() {
        return is("nullable");
    }

    public boolean isIntOrString() {
        return is("x-kubernetes-int-or-string");
    }

    public boolean preservesUnknown() {
        return is("x-kubernetes-preserve-unknown-fields");
    }

    /// The root of a resource, or of one that is embedded in another.
    public boolean isResource() {
        return root || is("x-kubernetes-embedded-resource");
    }

    public boolean isRoot() {
        return root;
    }

    public Map<String, SchemaNode> properties() {
        return properties;
    }

    public @Nullable SchemaNode items() {
        return items;
    }

    public @Nullable SchemaNode additionalProperties() {
        return additional;
    }

    /// Values beside the properties are allowed: by a schema for them or by `true`.
    boolean hasAdditionalProperties() {
        return additional != null || is("additionalProperties");
    }

    /// The schema of a field: its own or the one for all values of a map.
    @Nullable
    SchemaNode field(String name) {
        SchemaNode property = properties.get(name);
        return property == null ? additional : property;
    }

    List<SchemaNode> junctor(String name) {
        return junctors.getOrDefault(name, List.of());
    }

    public List<SchemaNode> allOf() {
        return junctor("allOf");
    }

    Optional<SchemaNode> not() {
        return json.path("not").isObject() ? Optional.of(new SchemaNode(json.path("not"), false)) : Optional.empty();
    }

    Optional<Pattern> pattern() {
        return Optional.ofNullable(pattern);
    }

    @Nullable
    JsonNode defaultValue() {
        return json.get("default");
    }

    public List<String> texts(String keyword) {
        List<String> texts = new ArrayList<>();
        json.path(keyword).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    public String listType() {
        return text("x-kubernetes-list-type");
    }

    public List<String> listMapKeys() {
        return texts("x-kubernetes-list-map-keys");
    }

    public JsonNode rules() {
        return json.path("x-kubernetes-validations");
    }
}
