package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Meta;
import dev.roadstead.sandbox.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Defaults and rules of the built-in kinds.
public final class Builtins {

    private static final String CRD_FINALIZER = "customresourcecleanup.apiextensions.k8s.io";

    private final ServiceDefaults services;

    public Builtins(ObjectStore store) {
        this.services = new ServiceDefaults(store);
    }

    /// Fills in what the API server fills in, in place; `live` is null on create.
    public void complete(Kind kind, ObjectNode object, @Nullable ObjectNode live) {
        switch (kind.resource()) {
            case "/namespaces" -> namespace(object, live);
            case "/pods" -> pod(object, live);
            case "/services" -> services.complete(object, live);
            case "/secrets" -> secret(object);
            case "/persistentvolumeclaims" -> claim(object, live);
            case "/persistentvolumes" -> volume(object);
            case "apps/deployments" -> WorkloadDefaults.deployment(object);
            case "apps/statefulsets" -> WorkloadDefaults.statefulSet(object);
            case "apps/daemonsets" -> WorkloadDefaults.daemonSet(object, live);
            case "policy/poddisruptionbudgets" -> Fill.in(object, "spec");
            case "apps/replicasets" -> WorkloadDefaults.replicaSet(object);
            case "networking.k8s.io/networkpolicies" -> networkPolicy(object);
            case "rbac.authorization.k8s.io/rolebindings", "rbac.authorization.k8s.io/clusterrolebindings" ->
                binding(object);
            case "apiextensions.k8s.io/customresourcedefinitions" -> definition(object, live);
            case "storage.k8s.io/storageclasses" ->
                new Fill(object).text("reclaimPolicy", "Delete").text("volumeBindingMode", "Immediate");
            default -> {}
        }
        InitialStatus.fill(kind, object);
    }

    /// What is wrong with the object; empty when nothing is.
    public List<Cause> validate(Kind kind, ObjectNode object, @Nullable ObjectNode live) {
        return Rules.check(kind, object, live);
    }

    private static void namespace(ObjectNode object, @Nullable ObjectNode live) {
        Fill.in(Meta.of(object), "labels").text("kubernetes.io/metadata.name", Meta.name(object));
        if (live == null) {
            Fill.in(object, "spec").value("finalizers", object.arrayNode().add("kubernetes"));
            Fill.in(object, "status").text("phase", "Active");
        }
    }

    private static void pod(ObjectNode object, @Nullable ObjectNode live) {
        Fill spec = Fill.in(object, "spec");
        PodDefaults.complete(spec.node());
        spec.text("serviceAccountName", "default").text("serviceAccount", spec.textOf("serviceAccountName"));
        spec.value("enableServiceLinks", BooleanNode.TRUE);
        if (live == null) {
            PodDefaults.admit(spec);
            Fill.in(object, "status").text("phase", "Pending").text("qosClass", QosClass.of(spec.node()));
        }
    }

    private static void secret(ObjectNode object) {
        new Fill(object).text("type", "Opaque");
        if (object.remove("stringData") instanceof ObjectNode plain) {
            ObjectNode data = Fill.in(object, "data").node();
            for (Map.Entry<String, JsonNode> entry : plain.properties()) {
                byte[] bytes = entry.getValue().asText("").getBytes(StandardCharsets.UTF_8);
                data.put(entry.getKey(), Base64.getEncoder().encodeToString(bytes));
            }
        }
    }

    private static void claim(ObjectNode object, @Nullable ObjectNode live) {
        Fill.in(object, "spec").text("volumeMode", "Filesystem");
        if (live == null) {
            Fill.in(object, "status").text("phase", "Pending");
        }
    }

    private static void volume(ObjectNode object) {
        Fill.in(object, "spec").text("volumeMode", "Filesystem").text("persistentVolumeReclaimPolicy", "Retain");
    }

    private static void networkPolicy(ObjectNode object) {
        Fill spec = Fill.in(object, "spec");
        spec.object("podSelector");
        if (!spec.has("policyTypes")) {
            var types = spec.node().putArray("policyTypes").add("Ingress");
            if (spec.has("egress")) {
                types.add("Egress");
            }
        }
        for (String direction : List.of("ingress", "egress")) {
            for (Fill rule : spec.each(direction)) {
                rule.each("ports").forEach(port -> port.text("protocol", "TCP"));
            }
        }
    }

    private static void binding(ObjectNode object) {
        Fill fill = new Fill(object);
        fill.present("roleRef").forEach(role -> role.text("apiGroup", "rbac.authorization.k8s.io"));
        for (Fill subject : fill.each("subjects")) {
            if (!subject.textOf("kind").equals("ServiceAccount")) {
                subject.text("apiGroup", "rbac.authorization.k8s.io");
            }
        }
    }

    private static void definition(ObjectNode object, @Nullable ObjectNode live) {
        Fill spec = Fill.in(object, "spec");
        spec.object("conversion").text("strategy", "None");
        Fill names = spec.object("names");
        String kind = names.textOf("kind");
        names.text("singular", kind.toLowerCase(Locale.ROOT)).text("listKind", kind + "List");
        if (live == null) {
            Meta.addFinalizer(object, CRD_FINALIZER);
        }
    }
}
