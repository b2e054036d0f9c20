package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Meta;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The rules for labels, annotations, finalizers and owner references: what every write must keep right.
final class MetadataRules {

    private static final int MOST_ANNOTATIONS = 256 * 1024;
    private static final Pattern LABEL_VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
    private static final Set<String> STANDARD_FINALIZERS = Set.of("kubernetes", "orphan", "foregroundDeletion");

    private MetadataRules() {}

    static List<Cause> check(Kind kind, ObjectNode object) {
        List<Cause> causes = new ArrayList<>();
        labels(causes, object);
        annotations(causes, object);
        owners(causes, object);
        finalizers(causes, kind, object);
        return causes;
    }

    private static void labels(List<Cause> causes, ObjectNode object) {
        Meta.labels(object).forEach((key, value) -> {
            Names.whyNoKey(key).forEach(why -> causes.add(Cause.invalid("metadata.labels", Names.quoted(key), why)));
            if (value.length() > 63) {
                causes.add(Cause.invalid("metadata.labels", Names.quoted(value), "must be no more than 63 bytes"));
            } else if (!LABEL_VALUE.matcher(value).matches()) {
                causes.add(Cause.invalid(
                        "metadata.labels",
                        Names.quoted(value),
                        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
                                + " and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
                                + " 'my_value',  or '12345', regex used for validation is"
                                + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"));
            }
        });
    }

    private static void annotations(List<Cause> causes, ObjectNode object) {
        int size = 0;
        for (Map.Entry<String, JsonNode> entry :
                object.path("metadata").path("annotations").properties()) {
            String key = entry.getKey();
            Names.whyNoKey(key.toLowerCase(Locale.ROOT))
                    .forEach(why -> causes.add(Cause.invalid("metadata.annotations", Names.quoted(key), why)));
            size += bytes(key) + bytes(entry.getValue().asText());
        }
        if (size > MOST_ANNOTATIONS) {
            causes.add(Cause.tooLong("metadata.annotations", MOST_ANNOTATIONS));
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void owners(List<Cause> causes, ObjectNode object) {
        String at = "metadata.ownerReferences";
        for (JsonNode owner : Meta.ownerReferences(object)) {
            String version = owner.path("apiVersion").asText("");
            if (version.isEmpty()
                    || version.endsWith("/")
                    || version.chars().filter(c -> c == '/').count() > 1) {
                causes.add(Cause.invalid(at + ".apiVersion", Names.quoted(version), "version must not be empty"));
            }
            for (String field : List.of("kind", "name", "uid")) {
                if (owner.path(field).asText("").isEmpty()) {
                    causes.add(Cause.invalid(at + "." + field, "\"\"", "must not be empty"));
                }
            }
        }
        List<String> controllers = Meta.ownerReferences(object).stream()
                .filter(owner -> owner.path("controller").asBoolean())
                .map(owner ->
                        owner.path("kind").asText() + "/" + owner.path("name").asText())
                .toList();
        if (controllers.size() > 1) {
            causes.add(Cause.invalid(
                    at,
                    object.path("metadata").path("ownerReferences").toString(),
                    "Only one reference can have Controller set to true. Found \"true\" in references for "
                            + controllers.get(0) + " and " + controllers.get(1)));
        }
    }

    private static void finalizers(List<Cause> causes, Kind kind, ObjectNode object) {
        boolean isStrict = !kind.isCustom() && !kind.group().equals("apiextensions.k8s.io");
        List<String> finalizers = Meta.finalizers(object);
        for (int i = 0; i < finalizers.size(); i++) {
            String name = finalizers.get(i);
            List<String> faults = Names.whyNoKey(name);
            faults.forEach(why -> causes.add(Cause.invalid("metadata.finalizers", Names.quoted(name), why)));
            if (isStrict && !name.contains("/") && !STANDARD_FINALIZERS.contains(name)) {
                causes.add(Cause.invalid(
                        "metadata.finalizers[" + i + "]",
                        Names.quoted(name),
                        "name is neither a standard finalizer name nor is it fully qualified"));
            }
        }
    }
}
