package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What kube-apiserver checks of a CustomResourceDefinition: names, versions, schemas, columns, subresources.
final class DefinitionRules {

    private static final Set<String> COLUMN_TYPES = Set.of("integer", "number", "string", "boolean", "date");
    private static final String COLUMNS = "additionalPrinterColumns";
    private static final String SUBRESOURCES = "subresources";
    private static final String SELECTABLE = "selectableFields";
    private static final String COLUMN_TYPE_LIST = "must be one of boolean,date,integer,number,string";

    private final JsonNode spec;
    private final List<FieldError> errors = new ArrayList<>();

    private DefinitionRules(JsonNode spec) {
        this.spec = spec;
    }

    static List<FieldError> check(ObjectNode crd) {
        DefinitionRules run = new DefinitionRules(crd.path("spec"));
        run.name(crd);
        run.group();
        run.scope();
        run.names();
        run.versions();
        return run.errors;
    }

    private void name(ObjectNode crd) {
        JsonNode name = crd.path("metadata").path("name");
        String wanted = spec.path("names").path("plural").asText("") + "."
                + spec.path("group").asText("");
        if (!name.asText("").equals(wanted)) {
            errors.add(FieldError.invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group"));
        }
    }

    private void group() {
        JsonNode group = spec.path("group");
        if (group.asText("").isEmpty()) {
            errors.add(FieldError.required("spec.group", ""));
            return;
        }
        Names.whyNoSubdomain(group.asText())
                .ifPresentOrElse(why -> errors.add(FieldError.invalid("spec.group", group, why)), () -> {
                    if (!group.asText().contains(".")) {
                        errors.add(FieldError.invalid("spec.group", group, "should be a domain with at least one dot"));
                    }
                });
    }

    private void scope() {
        String scope = spec.path("scope").asText("");
        if (scope.isEmpty()) {
            errors.add(FieldError.required("spec.scope", ""));
        } else if (!scope.equals("Cluster") && !scope.equals("Namespaced")) {
            errors.add(FieldError.notSupported("spec.scope", spec.path("scope"), List.of("Cluster", "Namespaced")));
        }
    }

    private void names() {
        JsonNode names = spec.path("names");
        for (String required : List.of("plural", "kind")) {
            if (names.path(required).asText("").isEmpty()) {
                errors.add(FieldError.required("spec.names." + required, ""));
            }
        }
        label("spec.names.plural", names.path("plural"), false);
        label("spec.names.singular", names.path("singular"), false);
        label("spec.names.kind", names.path("kind"), true);
        label("spec.names.listKind", names.path("listKind"), true);
        for (String list : List.of("shortNames", "categories")) {
            for (int i = 0; i < names.path(list).size(); i++) {
                label("spec.names." + list + "[" + i + "]", names.path(list).get(i), false);
            }
        }
        if (names.has("kind") && names.path("kind").equals(names.path("listKind"))) {
            errors.add(FieldError.invalid(
                    "spec.names.listKind", names.path("listKind"), "kind and listKind may not be the same"));
        }
    }

    private void label(String field, JsonNode name, boolean mixedCase) {
        if (!name.asText("").isEmpty()) {
            String text = mixedCase ? name.asText().toLowerCase(Locale.ROOT) : name.asText();
            String prefix = mixedCase ? "may have mixed case, but should otherwise match: " : "";
            Names.whyNoLabel(text).ifPresent(why -> errors.add(FieldError.invalid(field, name, prefix + why)));
        }
    }

    private void versions() {
        JsonNode versions = spec.path("versions");
        Set<String> names = new HashSet<>();
        int stored = 0;
        for (int i = 0; i < versions.size(); i++) {
            JsonNode version = versions.get(i);
            stored += version.path("storage").asBoolean() ? 1 : 0;
            names.add(version.path("name").asText(""));
            version(version, "spec.versions[" + i + "]");
        }
        if (names.size() != versions.size()) {
            errors.add(FieldError.invalid("spec.versions", versions, "must contain unique version names"));
        }
        if (stored != 1) {
            errors.add(FieldError.invalid(
                    "spec.versions", versions, "must have exactly one version marked as storage version"));
        }
    }

    private void version(JsonNode version, String path) {
        JsonNode name = version.path("name");
        if (name.asText("").isEmpty()) {
            errors.add(FieldError.required(path + ".name", ""));
        }
        label(path + ".name", name, false);
        JsonNode schema = version.path("schema").path("openAPIV3Schema");
        if (!schema.isObject()) {
            errors.add(FieldError.required(path + ".schema.openAPIV3Schema", ""));
        } else if (isToldAt(path, "schema")) {
            errors.addAll(SchemaRules.check(schema, place(path, "schema") + ".openAPIV3Schema"));
        }
        JsonNode columns = version.path(COLUMNS);
        for (int i = 0; i < columns.size() && isToldAt(path, COLUMNS); i++) {
            column(columns.get(i), place(path, COLUMNS) + "[" + i + "]");
        }
        if (isToldAt(path, SUBRESOURCES)) {
            scale(version.path(SUBRESOURCES).path("scale"), place(path, SUBRESOURCES) + ".scale");
        }
        if (isToldAt(path, SELECTABLE)) {
            selectableFields(version.path(SELECTABLE), SchemaNode.root(schema), place(path, SELECTABLE));
        }
    }

    /// What all versions say alike is checked once, and told at the place where it stood when there was one version.
    private boolean isToldAt(String path, String part) {
        return !isShared(part) || path.equals("spec.versions[0]");
    }

    private String place(String path, String part) {
        if (!isShared(part)) {
            return path + "." + part;
        }
        return part.equals("schema") ? "spec.validation" : "spec." + part;
    }

    private boolean isShared(String part) {
        JsonNode versions = spec.path("versions");
        for (JsonNode version : versions) {
            if (!version.path(part).equals(versions.get(0).path(part))) {
                return false;
            }
        }
        return true;
    }

    private void column(JsonNode column, String path) {
        if (column.path("name").asText("").isEmpty()) {
            errors.add(FieldError.required(path + ".name", ""));
        }
        String type = column.path("type").asText("");
        if (type.isEmpty()) {
            errors.add(FieldError.required(path + ".type", COLUMN_TYPE_LIST));
        } else if (!COLUMN_TYPES.contains(type)) {
            errors.add(FieldError.invalid(path + ".type", column.path("type"), COLUMN_TYPE_LIST));
        }
        simplePath(column.path("jsonPath"), path + ".JSONPath", List.of("."), "");
    }

    private void scale(JsonNode scale, String path) {
        if (scale.isObject()) {
            simplePath(scale.path("specReplicasPath"), path + ".specReplicasPath", List.of(".spec."), ".spec");
            simplePath(scale.path("statusReplicasPath"), path + ".statusReplicasPath", List.of(".status."), ".status");
            if (!scale.path("labelSelectorPath").asText("").isEmpty()) {
                simplePath(
                        scale.path("labelSelectorPath"),
                        path + ".labelSelectorPath",
                        List.of(".spec.", ".status."),
                        "either .spec or .status");
            }
        }
    }

    private void simplePath(JsonNode value, String field, List<String> prefixes, String where) {
        String text = value.asText("");
        if (text.isEmpty()) {
            errors.add(FieldError.required(field, ""));
        } else if (!text.startsWith(".")) {
            errors.add(FieldError.invalid(field, value, "must be a simple json path starting with ."));
        } else if (prefixes.stream().noneMatch(text::startsWith)) {
            errors.add(FieldError.invalid(field, value, "should be a json path under " + where));
        }
    }

    private void selectableFields(JsonNode fields, SchemaNode schema, String path) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            JsonNode value = fields.get(i).path("jsonPath");
            String field = path + "[" + i + "].jsonPath";
            if (value.asText("").isEmpty()) {
                errors.add(FieldError.required(field, ""));
                continue;
            }
            RulePath.parse(value.asText(), schema)
                    .ifPresentOrElse(
                            found -> {
                                if (!Set.of("string", "boolean", "integer")
                                        .contains(found.schema().type())) {
                                    errors.add(FieldError.invalid(
                                            field,
                                            value,
                                            "must point to a field of type string, boolean or integer. Enum string"
                                                    + " fields and strings with formats are allowed."));
                                }
                            },
                            () -> errors.add(FieldError.invalid(
                                    field, value, "is an invalid path: does not refer to a valid field")));
            if (!seen.add(value.asText())) {
                errors.add(FieldError.duplicate(field, value));
            }
        }
        if (seen.size() > 8) {
            errors.add(FieldError.tooMany(path, seen.size(), 8));
        }
    }
}
