package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules for Services.
final class ServiceRules {

    private ServiceRules() {}

    static void check(List<Cause> causes, ObjectNode object, @Nullable ObjectNode live) {
        JsonNode spec = object.path("spec");
        String address = spec.path("clusterIP").asText("");
        String type = spec.path("type").asText();
        Texts.oneOf(
                causes,
                "spec.type",
                spec.path("type"),
                List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort"));
        Texts.oneOf(causes, "spec.sessionAffinity", spec.path("sessionAffinity"), List.of("ClientIP", "None"));
        if (spec.path("ports").isEmpty() && !address.equals("None") && !type.equals("ExternalName")) {
            causes.add(Cause.required("spec.ports", ""));
        }
        ports(causes, spec.path("ports"));
        if (live != null) {
            String before = live.path("spec").path("clusterIP").asText("");
            if (!before.isEmpty() && !before.equals(address) && !type.equals("ExternalName")) {
                causes.add(Cause.invalid("spec.clusterIPs[0]", "[\"" + address + "\"]", "may not change once set"));
            }
        }
    }

    private static void ports(List<Cause> causes, JsonNode ports) {
        Set<String> names = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        int index = 0;
        for (JsonNode port : ports) {
            String at = "spec.ports[" + index++ + "]";
            Texts.port(causes, at + ".port", port.path("port"));
            Texts.oneOf(causes, at + ".protocol", port.path("protocol"), List.of("SCTP", "TCP", "UDP"));
            String name = port.path("name").asText("");
            if (name.isEmpty()) {
                if (ports.size() > 1) {
                    causes.add(Cause.required(at + ".name", ""));
                }
            } else {
                Texts.label(causes, at + ".name", name);
                if (!names.add(name)) {
                    causes.add(new Cause("FieldValueDuplicate", at + ".name", "Duplicate value: \"" + name + "\""));
                }
            }
            target(causes, at + ".targetPort", port.path("targetPort"));
            String protocol = port.path("protocol").asText();
            if (!numbers.add(protocol + port.path("port").asInt())) {
                causes.add(new Cause(
                        "FieldValueDuplicate",
                        at,
                        "Duplicate value: {\"Name\":\"\",\"Protocol\":\"" + protocol
                                + "\",\"AppProtocol\":null,\"Port\":"
                                + port.path("port").asInt() + ",\"TargetPort\":0,\"NodePort\":0}"));
            }
        }
    }

    private static void target(List<Cause> causes, String at, JsonNode target) {
        if (target.isIntegralNumber()) {
            Texts.port(causes, at, target);
        } else if (target.isTextual() && !target.asText().matches("[-a-zA-Z0-9]+")) {
            causes.add(Cause.invalid(
                    at,
                    "\"" + target.asText() + "\"",
                    "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"));
        }
    }
}
