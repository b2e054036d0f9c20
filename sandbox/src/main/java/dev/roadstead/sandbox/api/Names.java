package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The rules for names and labels.
final class Names {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL_VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
    private static final Set<String> SHORT = Set.of("/namespaces", "/services");

    private Names() {}

    static List<Cause> check(Kind kind, ObjectNode object) {
        List<Cause> causes = new ArrayList<>(checkMetadata(object));
        String name = Meta.name(object);
        if (kind.group().equals("rbac.authorization.k8s.io")) {
            if (name.equals(".") || name.equals("..") || name.contains("/") || name.contains("%")) {
                causes.add(Cause.invalid("metadata.name", quoted(name), "may not be '.', '..' or contain '/' or '%'"));
            }
        } else if (SHORT.contains(kind.resource())) {
            if (!LABEL.matcher(name).matches()) {
                causes.add(Cause.invalid(
                        "metadata.name",
                        quoted(name),
                        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
                                + " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex"
                                + " used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"));
            }
            if (name.length() > 63) {
                causes.add(Cause.invalid("metadata.name", quoted(name), "must be no more than 63 characters"));
            }
        } else {
            if (!SUBDOMAIN.matcher(name).matches()) {
                causes.add(Cause.invalid(
                        "metadata.name",
                        quoted(name),
                        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
                                + " and must start and end with an alphanumeric character (e.g. 'example.com', regex"
                                + " used for validation is"
                                + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"));
            }
            if (name.length() > 253) {
                causes.add(Cause.invalid("metadata.name", quoted(name), "must be no more than 253 characters"));
            }
        }
        return causes;
    }

    /// Labels and owner references: what every write must keep right.
    static List<Cause> checkMetadata(ObjectNode object) {
        List<Cause> causes = new ArrayList<>(checkLabels(object));
        int index = 0;
        for (JsonNode owner : Meta.ownerReferences(object)) {
            String at = "metadata.ownerReferences[" + index++ + "]";
            for (String field : List.of("apiVersion", "kind", "name", "uid")) {
                if (owner.path(field).asText("").isEmpty()) {
                    causes.add(Cause.invalid(at + "." + field, "\"\"", field + " must not be empty"));
                }
            }
        }
        long controllers = Meta.ownerReferences(object).stream()
                .filter(owner -> owner.path("controller").asBoolean())
                .count();
        if (controllers > 1) {
            causes.add(Cause.invalid(
                    "metadata.ownerReferences",
                    object.path("metadata").path("ownerReferences").toString(),
                    "Only one reference can have Controller set to true"));
        }
        return causes;
    }

    private static List<Cause> checkLabels(ObjectNode object) {
        List<Cause> causes = new ArrayList<>();
        for (Map.Entry<String, String> label : Meta.labels(object).entrySet()) {
            String value = label.getValue();
            if (value.length() > 63) {
                causes.add(Cause.invalid("metadata.labels", quoted(value), "must be no more than 63 characters"));
            } else if (!LABEL_VALUE.matcher(value).matches()) {
                causes.add(Cause.invalid(
                        "metadata.labels",
                        quoted(value),
                        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
                                + " and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
                                + " 'my_value',  or '12345', regex used for validation is"
                                + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"));
            }
        }
        return causes;
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
