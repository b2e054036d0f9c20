package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Meta;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.stream.Collectors;

/// The downward API: facts about a pod, for its own environment and files.
final class Downward {

    /// A machine without a limit, as `resourceFieldRef` sees it.
    private static final BigDecimal CPUS =
            BigDecimal.valueOf(Runtime.getRuntime().availableProcessors());

    private static final BigDecimal MEMORY =
            BigDecimal.valueOf(Runtime.getRuntime().maxMemory() * 4);

    private Downward() {}

    static String field(String path, PodContext context) {
        JsonNode pod = context.pod();
        return switch (path) {
            case "metadata.name" -> context.name();
            case "metadata.namespace" -> context.namespace();
            case "metadata.uid" -> Meta.uid(pod);
            case "spec.nodeName" -> context.host().name();
            case "spec.serviceAccountName" -> context.serviceAccount();
            case "status.podIP", "status.podIPs" -> context.podIp();
            case "status.hostIP", "status.hostIPs" -> context.host().address();
            case "metadata.labels" -> lines(pod.path("metadata").path("labels"));
            case "metadata.annotations" -> lines(pod.path("metadata").path("annotations"));
            default -> subscript(path, pod);
        };
    }

    static String resource(JsonNode reference, JsonNode container) {
        String resource = reference.path("resource").asText();
        int dot = resource.indexOf('.');
        if (dot < 0) {
            throw refused("resourceFieldRef.resource " + resource);
        }
        String name = resource.substring(dot + 1);
        JsonNode resources = container.path("resources");
        String amount = resources.path(resource.substring(0, dot)).path(name).asText();
        if (amount.isEmpty()) {
            amount = resources.path("limits").path(name).asText();
        }
        BigDecimal value = amount.isEmpty() ? machine(name) : Quantities.parse(amount);
        String divisor = reference.path("divisor").asText("1");
        BigDecimal unit = divisor.equals("0") ? BigDecimal.ONE : Quantities.parse(divisor);
        return value.divide(unit, 0, RoundingMode.CEILING).toPlainString();
    }

    private static BigDecimal machine(String name) {
        return switch (name) {
            case "cpu" -> CPUS;
            case "memory" -> MEMORY;
            default -> BigDecimal.ZERO;
        };
    }

    private static String subscript(String path, JsonNode pod) {
        for (String map : new String[] {"labels", "annotations"}) {
            String start = "metadata." + map + "['";
            if (path.startsWith(start) && path.endsWith("']")) {
                String key = path.substring(start.length(), path.length() - 2);
                return pod.path("metadata").path(map).path(key).asText();
            }
        }
        throw refused("fieldRef.fieldPath " + path);
    }

    private static String lines(JsonNode map) {
        return Json.textMap(map).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=\"" + entry.getValue().replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining("\n"));
    }

    private static NotReadyException refused(String what) {
        return new NotReadyException("CreateContainerConfigError", what + " is not known");
    }
}
