package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A field selector (`status.phase=Running,spec.nodeName!=node-1`) over the fields that the kind allows.
record FieldSelector(List<Term> terms) implements Predicate<ObjectNode> {

    private static final Map<String, List<String>> ALLOWED = Map.of(
            "/pods",
            List.of(
                    "spec.nodeName",
                    "spec.restartPolicy",
                    "spec.schedulerName",
                    "spec.serviceAccountName",
                    "spec.hostNetwork",
                    "status.phase",
                    "status.podIP",
                    "status.podIPs",
                    "status.nominatedNodeName"),
            "/events",
            List.of(
                    "involvedObject.kind",
                    "involvedObject.namespace",
                    "involvedObject.name",
                    "involvedObject.uid",
                    "involvedObject.apiVersion",
                    "involvedObject.resourceVersion",
                    "involvedObject.fieldPath",
                    "reason",
                    "reportingComponent",
                    "source",
                    "type"),
            "/secrets",
            List.of("type"),
            "/namespaces",
            List.of("status.phase"),
            "/nodes",
            List.of("spec.unschedulable"),
            "/services",
            List.of("spec.clusterIP", "spec.type"),
            "apps/replicasets",
            List.of("status.replicas"));

    /// One comparison of a dotted field.
    record Term(String field, boolean negated, String value) {

        boolean test(ObjectNode object) {
            return read(object).equals(value) != negated;
        }

        private String read(ObjectNode object) {
            JsonNode node = Json.at(object, field.equals("source") ? "source.component" : field);
            if (node.isMissingNode() && (field.equals("spec.unschedulable") || field.equals("spec.hostNetwork"))) {
                return "false";
            }
            return node.asText("");
        }
    }

    static FieldSelector parse(Kind kind, String text) {
        List<Term> terms = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                terms.add(term(kind, text, part.trim()));
            }
        }
        return new FieldSelector(terms);
    }

    private static Term term(Kind kind, String text, String part) {
        int negation = part.indexOf("!=");
        int equals = part.indexOf('=');
        if (equals < 0) {
            throw Failures.badRequest("invalid selector: '" + text + "'; can't understand '" + part + "'");
        }
        String field = part.substring(0, negation >= 0 ? negation : equals);
        String value = part.substring(equals + 1);
        if (value.startsWith("=")) {
            value = value.substring(1);
        }
        return new Term(supported(kind, field), negation >= 0, value);
    }

    private static String supported(Kind kind, String field) {
        String stored = field.startsWith("regarding.") ? "involvedObject" + field.substring(9) : field;
        if (stored.equals("metadata.name") || (stored.equals("metadata.namespace") && kind.namespaced())) {
            return stored;
        }
        if (kind.definition() != null) {
            if (kind.definition().selectableFields().contains("." + stored)) {
                return stored;
            }
            throw Failures.badRequest("field label not supported: " + field);
        }
        List<String> allowed = ALLOWED.get(kind.resource());
        if (allowed == null) {
            throw Failures.badRequest(
                    "\"" + field + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
        }
        if (!allowed.contains(stored)) {
            throw Failures.badRequest("field label not supported: " + field);
        }
        return stored;
    }

    boolean isEmpty() {
        return terms.isEmpty();
    }

    @Override
    public boolean test(ObjectNode object) {
        return terms.stream().allMatch(term -> term.test(object));
    }
}
