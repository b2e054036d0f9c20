package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What an object of a kind has before anybody wrote to it: the structs that are always there, and what the server
/// itself
/// sets on create. Nobody owns these.
final class FreshObject {

    private static final List<String> TEMPLATE =
            List.of("/spec", "/spec/template", "/spec/template/metadata", "/spec/template/spec");
    private static final Map<String, List<String>> STRUCTS = Map.ofEntries(
            Map.entry("apps/deployments", with(TEMPLATE, "/spec/strategy")),
            Map.entry("apps/statefulsets", with(TEMPLATE, "/spec/updateStrategy")),
            Map.entry("apps/daemonsets", with(TEMPLATE, "/spec/updateStrategy")),
            Map.entry("apps/replicasets", TEMPLATE),
            Map.entry("/pods", List.of("/spec")),
            Map.entry("/services", List.of("/spec")),
            Map.entry("/namespaces", List.of("/spec")),
            Map.entry("/persistentvolumeclaims", List.of("/spec", "/spec/resources")),
            Map.entry("/persistentvolumes", List.of("/spec")),
            Map.entry("policy/poddisruptionbudgets", List.of("/spec")),
            Map.entry("coordination.k8s.io/leases", List.of("/spec")),
            Map.entry("networking.k8s.io/networkpolicies", List.of("/spec", "/spec/podSelector")));
    /// Lists that are there without an item.
    private static final Map<String, List<String>> LISTS = Map.of(
            "apps/deployments", List.of("/spec/template/spec/containers"),
            "apps/statefulsets", List.of("/spec/template/spec/containers"),
            "apps/daemonsets", List.of("/spec/template/spec/containers"),
            "apps/replicasets", List.of("/spec/template/spec/containers"),
            "/pods", List.of("/spec/containers"));
    /// Set by the server where the client said nothing.
    private static final Map<String, List<String>> SET_BY_SERVER = Map.of(
            "apps/statefulsets", List.of("/spec/serviceName"),
            "/pods",
                    List.of(
                            "/spec/serviceAccountName",
                            "/spec/serviceAccount",
                            "/spec/priority",
                            "/spec/preemptionPolicy",
                            "/spec/tolerations"),
            "/namespaces", List.of("/spec/finalizers"),
            "/services", List.of("/spec/clusterIP", "/spec/clusterIPs", "/spec/ipFamilies", "/spec/ipFamilyPolicy"));

    private FreshObject() {}

    private static List<String> with(List<String> paths, String more) {
        return Stream.concat(paths.stream(), Stream.of(more)).toList();
    }

    /// @param sent what the client sent
    /// @param object what became of it
    static ObjectNode of(Kind kind, ObjectNode sent, ObjectNode object) {
        ObjectNode fresh = Json.object();
        String resource = kind.resource();
        if (!kind.isCustom() && kind.has("status") && object.has("status")) {
            fresh.set("status", object.get("status").deepCopy());
        }
        for (String path : STRUCTS.getOrDefault(resource, List.of())) {
            fresh.withObject(path);
        }
        for (String path : LISTS.getOrDefault(resource, List.of())) {
            fresh.withArray(path);
        }
        for (String path : SET_BY_SERVER.getOrDefault(resource, List.of())) {
            JsonNode value = object.at(path);
            if (sent.at(path).isMissingNode() && !value.isMissingNode()) {
                int last = path.lastIndexOf('/');
                fresh.withObject(path.substring(0, last)).set(path.substring(last + 1), value.deepCopy());
            }
        }
        return fresh;
    }
}
