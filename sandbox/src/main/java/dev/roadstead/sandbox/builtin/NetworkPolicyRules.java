package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import java.util.List;

/// The rules for NetworkPolicies.
final class NetworkPolicyRules {

    private static final String CIDR = "[0-9.]+/[0-9]+|[0-9a-fA-F:.]+/[0-9]+";

    private NetworkPolicyRules() {}

    static void check(List<Cause> causes, ObjectNode object) {
        JsonNode spec = object.path("spec");
        direction(causes, "spec.ingress", spec.path("ingress"), "from");
        direction(causes, "spec.egress", spec.path("egress"), "to");
        int index = 0;
        for (JsonNode type : spec.path("policyTypes")) {
            Texts.oneOf(causes, "spec.policyTypes[" + index++ + "]", type, List.of("Ingress", "Egress"));
        }
    }

    private static void direction(List<Cause> causes, String path, JsonNode rules, String peers) {
        for (int i = 0; i < rules.size(); i++) {
            String at = path + "[" + i + "]";
            JsonNode ports = rules.get(i).path("ports");
            for (int j = 0; j < ports.size(); j++) {
                if (ports.get(j).path("port").isIntegralNumber()) {
                    Texts.port(
                            causes, at + ".ports[" + j + "].port", ports.get(j).path("port"));
                }
            }
            JsonNode list = rules.get(i).path(peers);
            for (int j = 0; j < list.size(); j++) {
                peer(causes, at + "." + peers + "[" + j + "]", list.get(j));
            }
        }
    }

    private static void peer(List<Cause> causes, String at, JsonNode peer) {
        if (peer.isEmpty()) {
            causes.add(Cause.required(at, "must specify a peer"));
        } else if (peer.has("ipBlock") && peer.size() > 1) {
            causes.add(Cause.forbidden(at, "may not specify both ipBlock and another peer"));
        } else if (peer.has("ipBlock")) {
            String cidr = peer.path("ipBlock").path("cidr").asText("");
            if (!cidr.matches(CIDR)) {
                causes.add(Cause.invalid(
                        at + ".ipBlock.cidr",
                        "\"" + cidr + "\"",
                        "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"));
            }
        }
    }
}
