package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import java.util.ArrayList;
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
            case "/pods" -> PodRules.check(causes, "spec", object.path("spec"), List.of());
            case "apps/deployments", "apps/daemonsets", "apps/replicasets", "apps/statefulsets" -> {
                workload(causes, object, live);
                if (kind.plural().equals("statefulsets") && live != null) {
                    statefulSetUpdate(causes, object, live);
                }
            }
            case "/services" -> ServiceRules.check(causes, object, live);
            case "networking.k8s.io/networkpolicies" -> NetworkPolicyRules.check(causes, object);
            case "policy/poddisruptionbudgets" -> budget(causes, object.path("spec"));
            case "/events" -> {
                if (live == null && kind.is("events.k8s.io", "events")) {
                    EventRules.check(causes, object);
                }
            }
            case "/configmaps" -> DataRules.configMap(causes, object, live);
            case "/secrets" -> DataRules.secret(causes, object, live);
            case "/persistentvolumeclaims" -> claim(causes, object, live);
            case "rbac.authorization.k8s.io/rolebindings", "rbac.authorization.k8s.io/clusterrolebindings" ->
                roleBinding(causes, object, live);
            case "apiextensions.k8s.io/customresourcedefinitions" -> definition(causes, object);
            default -> {}
        }
        return causes;
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
        JsonNode pod = spec.path("template").path("spec");
        PodRules.check(causes, "spec.template.spec", pod, claims);
        Texts.oneOf(causes, "spec.template.spec.restartPolicy", pod.path("restartPolicy"), List.of("Always"));
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

    private static void claim(List<Cause> causes, ObjectNode object, @Nullable ObjectNode live) {
        JsonNode spec = object.path("spec");
        if (spec.path("accessModes").isEmpty()) {
            causes.add(Cause.required("spec.accessModes", "at least 1 access mode is required"));
        }
        if (!spec.path("resources").path("requests").hasNonNull("storage")) {
            causes.add(Cause.required("spec.resources[storage]", ""));
        }
        if (live != null && !frozen(live.path("spec"), live).equals(frozen(spec, live))) {
            causes.add(Cause.forbidden(
                    "spec",
                    "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound"
                            + " claims"));
        }
    }

    /// What of a claim's spec may not change: not the volume and class that it still waits for, nor the size once it is
    /// bound.
    private static ObjectNode frozen(JsonNode spec, ObjectNode live) {
        ObjectNode copy = spec.deepCopy();
        for (String field : List.of("volumeName", "storageClassName")) {
            if (live.path("spec").path(field).asText("").isEmpty()) {
                copy.remove(field);
            }
        }
        if (live.path("status").path("phase").asText().equals("Bound")) {
            copy.remove(List.of("resources", "volumeAttributesClassName"));
        }
        return copy;
    }

    private static void budget(List<Cause> causes, JsonNode spec) {
        if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
            causes.add(Cause.invalid("spec", spec.toString(), "minAvailable and maxUnavailable cannot be both set"));
        }
        Texts.countOrShare(causes, "spec.minAvailable", spec.path("minAvailable"));
        Texts.countOrShare(causes, "spec.maxUnavailable", spec.path("maxUnavailable"));
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
