package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules for built-in kinds that clients run into: required fields, selectors, immutability.
final class Rules {

    private static final Set<String> STATEFUL_SET_MUTABLE = Set.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds");

    private Rules() {}

    static List<Cause> check(Kind kind, ObjectNode object, @Nullable ObjectNode live) {
        List<Cause> causes = new ArrayList<>();
        switch (kind.resource()) {
            case "/pods" -> podSpec(causes, "spec", object.path("spec"), List.of());
            case "apps/deployments", "apps/daemonsets", "apps/replicasets", "apps/statefulsets" -> {
                workload(causes, object, live);
                if (kind.plural().equals("statefulsets") && live != null) {
                    statefulSetUpdate(causes, object, live);
                }
            }
            case "/services" -> service(causes, object, live);
            case "/configmaps" -> DataRules.configMap(causes, object, live);
            case "/secrets" -> DataRules.secret(causes, object, live);
            case "/persistentvolumeclaims" -> claim(causes, object);
            case "rbac.authorization.k8s.io/rolebindings", "rbac.authorization.k8s.io/clusterrolebindings" ->
                roleBinding(causes, object, live);
            case "apiextensions.k8s.io/customresourcedefinitions" -> definition(causes, object);
            default -> {}
        }
        return causes;
    }

    /// @param claims names of volumes besides those of the pod itself
    private static void podSpec(List<Cause> causes, String path, JsonNode spec, List<String> claims) {
        if (spec.path("containers").isEmpty()) {
            causes.add(Cause.required(path + ".containers", ""));
        }
        int index = 0;
        List<String> volumes = new ArrayList<>(claims);
        spec.path("volumes").forEach(volume -> volumes.add(volume.path("name").asText()));
        Set<String> names = new HashSet<>();
        for (JsonNode container : spec.path("containers")) {
            String at = path + ".containers[" + index++ + "]";
            String name = container.path("name").asText("");
            if (name.isEmpty()) {
                causes.add(Cause.required(at + ".name", ""));
            } else if (!names.add(name)) {
                causes.add(new Cause("FieldValueDuplicate", at + ".name", "Duplicate value: \"" + name + "\""));
            }
            if (container.path("image").asText("").isEmpty()) {
                causes.add(Cause.required(at + ".image", ""));
            }
            int mount = 0;
            for (JsonNode volumeMount : container.path("volumeMounts")) {
                String volume = volumeMount.path("name").asText();
                if (!volumes.contains(volume)) {
                    causes.add(new Cause(
                            "FieldValueNotFound",
                            at + ".volumeMounts[" + mount + "].name",
                            "Not found: \"" + volume + "\""));
                }
                mount++;
            }
        }
    }

    private static void workload(List<Cause> causes, ObjectNode object, @Nullable ObjectNode live) {
        JsonNode spec = object.path("spec");
        JsonNode selector = spec.path("selector");
        if (!spec.hasNonNull("selector")) {
            causes.add(Cause.required("spec.selector", ""));
        } else if (selector.path("matchLabels").isEmpty()
                && selector.path("matchExpressions").isEmpty()) {
            causes.add(Cause.invalid("spec.selector", "{}", "empty selector is invalid for this kind"));
        }
        JsonNode labels = spec.path("template").path("metadata").path("labels");
        for (Map.Entry<String, JsonNode> wanted : selector.path("matchLabels").properties()) {
            if (!wanted.getValue().asText().equals(labels.path(wanted.getKey()).asText(null))) {
                causes.add(Cause.invalid(
                        "spec.template.metadata.labels", goMap(labels), "`selector` does not match template `labels`"));
                break;
            }
        }
        if (spec.path("replicas").asInt(0) < 0) {
            causes.add(Cause.invalid(
                    "spec.replicas", spec.path("replicas").asText(), "must be greater than or equal to 0"));
        }
        List<String> claims = new ArrayList<>();
        spec.path("volumeClaimTemplates")
                .forEach(claim -> claims.add(claim.path("metadata").path("name").asText()));
        podSpec(causes, "spec.template.spec", spec.path("template").path("spec"), claims);
        if (live != null && !selector.equals(live.path("spec").path("selector"))) {
            if (!object.path("kind").asText().equals("StatefulSet")) {
                causes.add(Cause.invalid("spec.selector", selector.toString(), "field is immutable"));
            }
        }
    }

    private static String goMap(JsonNode labels) {
        return labels.isEmpty() ? "null" : labels.toString();
    }

    private static void statefulSetUpdate(List<Cause> causes, ObjectNode object, ObjectNode live) {
        ObjectNode before = live.path("spec").deepCopy();
        ObjectNode after = object.path("spec").deepCopy();
        before.remove(STATEFUL_SET_MUTABLE);
        after.remove(STATEFUL_SET_MUTABLE);
        if (!before.equals(after)) {
            causes.add(Cause.forbidden(
                    "spec",
                    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
                            + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and"
                            + " 'minReadySeconds' are forbidden"));
        }
    }

    private static void service(List<Cause> causes, ObjectNode object, @Nullable ObjectNode live) {
        JsonNode spec = object.path("spec");
        String address = spec.path("clusterIP").asText("");
        JsonNode ports = spec.path("ports");
        String type = spec.path("type").asText();
        if (ports.isEmpty() && !address.equals("None") && !type.equals("ExternalName")) {
            causes.add(Cause.required("spec.ports", ""));
        }
        Set<String> names = new HashSet<>();
        int index = 0;
        for (JsonNode port : ports) {
            String at = "spec.ports[" + index++ + "]";
            int number = port.path("port").asInt(0);
            if (number < 1 || number > 65_535) {
                causes.add(Cause.invalid(
                        at + ".port", Integer.toString(number), "must be between 1 and 65535, inclusive"));
            }
            String name = port.path("name").asText("");
            if (name.isEmpty() && ports.size() > 1) {
                causes.add(Cause.required(at + ".name", ""));
            } else if (!name.isEmpty() && !names.add(name)) {
                causes.add(new Cause("FieldValueDuplicate", at + ".name", "Duplicate value: \"" + name + "\""));
            }
        }
        if (live != null) {
            String before = live.path("spec").path("clusterIP").asText("");
            if (!before.isEmpty() && !before.equals(address) && !type.equals("ExternalName")) {
                causes.add(Cause.invalid("spec.clusterIPs[0]", "[\"" + address + "\"]", "may not change once set"));
            }
        }
    }

    private static void claim(List<Cause> causes, ObjectNode object) {
        JsonNode spec = object.path("spec");
        if (spec.path("accessModes").isEmpty()) {
            causes.add(Cause.required("spec.accessModes", "at least 1 access mode is required"));
        }
        if (!spec.path("resources").path("requests").hasNonNull("storage")) {
            causes.add(Cause.required("spec.resources[storage]", ""));
        }
    }

    private static void roleBinding(List<Cause> causes, ObjectNode object, @Nullable ObjectNode live) {
        if (object.path("roleRef").path("name").asText("").isEmpty()) {
            causes.add(Cause.required("roleRef.name", ""));
        }
        if (live != null && !object.path("roleRef").equals(live.path("roleRef"))) {
            causes.add(Cause.invalid("roleRef", object.path("roleRef").toString(), "cannot change roleRef"));
        }
    }

    private static void definition(List<Cause> causes, ObjectNode object) {
        JsonNode spec = object.path("spec");
        String name = object.path("metadata").path("name").asText();
        String expected = spec.path("names").path("plural").asText() + "."
                + spec.path("group").asText();
        if (!name.equals(expected)) {
            causes.add(
                    Cause.invalid("metadata.name", "\"" + name + "\"", "must be spec.names.plural+\".\"+spec.group"));
        }
        String scope = spec.path("scope").asText();
        if (!scope.equals("Namespaced") && !scope.equals("Cluster")) {
            causes.add(Cause.unsupported("spec.scope", scope, "\"Cluster\", \"Namespaced\""));
        }
        int storage = 0;
        for (JsonNode version : spec.path("versions")) {
            storage += version.path("storage").asBoolean() ? 1 : 0;
        }
        if (storage != 1) {
            causes.add(Cause.invalid("spec.versions", "[]", "must have exactly one version marked as storage version"));
        }
        if (!spec.path("conversion").path("strategy").asText("None").equals("None")) {
            causes.add(Cause.unsupported(
                    "spec.conversion.strategy",
                    spec.path("conversion").path("strategy").asText(),
                    "\"None\" (the sandbox calls no webhooks)"));
        }
    }
}
