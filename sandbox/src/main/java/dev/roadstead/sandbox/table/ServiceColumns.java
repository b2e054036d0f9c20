package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What kubectl tells of services and of what stands behind and before them.
final class ServiceColumns {

    static final List<Column> COLUMNS = List.of(
            Column.objectName(),
            Column.field("Type", "/spec/type"),
            Column.text("Cluster-IP", service -> Cells.or(service.at("/spec/clusterIPs/0"), Cells.NONE)),
            Column.text("External-IP", ServiceColumns::externalIp),
            Column.text("Port(s)", ServiceColumns::ports),
            Column.age(),
            Column.text("Selector", service -> Cells.labels(service.at("/spec/selector")))
                    .wide());

    private ServiceColumns() {}

    private static String externalIp(JsonNode service) {
        List<String> addresses = new ArrayList<>();
        String type = service.at("/spec/type").asText("");
        if (type.equals("ExternalName")) {
            return service.at("/spec/externalName").asText("");
        }
        if (type.equals("LoadBalancer") && !loadBalancer(service).isEmpty()) {
            addresses.add(loadBalancer(service));
        }
        service.at("/spec/externalIPs").forEach(address -> addresses.add(address.asText()));
        String none = type.equals("LoadBalancer") ? "<pending>" : Cells.NONE;
        return addresses.isEmpty() ? none : String.join(",", addresses);
    }

    static String loadBalancer(JsonNode object) {
        List<String> addresses = new ArrayList<>();
        for (JsonNode ingress : object.at("/status/loadBalancer/ingress")) {
            addresses.add(ingress.path("ip").asText(ingress.path("hostname").asText("")));
        }
        return String.join(",", addresses);
    }

    private static String ports(JsonNode service) {
        List<String> ports = new ArrayList<>();
        for (JsonNode port : service.at("/spec/ports")) {
            long nodePort = port.path("nodePort").asLong(0);
            ports.add(port.path("port").asText() + (nodePort > 0 ? ":" + nodePort : "") + "/"
                    + port.path("protocol").asText("TCP"));
        }
        return ports.isEmpty() ? Cells.NONE : String.join(",", ports);
    }

    static String endpoints(JsonNode endpoints) {
        List<String> texts = new ArrayList<>();
        for (JsonNode subset : endpoints.path("subsets")) {
            for (JsonNode address : subset.path("addresses")) {
                String ip = address.path("ip").asText();
                if (subset.path("ports").isEmpty()) {
                    texts.add(ip);
                }
                subset.path("ports")
                        .forEach(port -> texts.add(ip + ":" + port.path("port").asText()));
            }
        }
        return Cells.someOf(texts);
    }

    static String slicePorts(JsonNode slice) {
        List<String> texts = new ArrayList<>();
        slice.path("ports")
                .forEach(port ->
                        texts.add(port.path("port").asText(port.path("name").asText("*"))));
        return texts.isEmpty() ? "<unset>" : Cells.someOf(texts);
    }

    static String sliceEndpoints(JsonNode slice) {
        List<String> texts = new ArrayList<>();
        for (JsonNode endpoint : slice.path("endpoints")) {
            endpoint.path("addresses").forEach(address -> texts.add(address.asText()));
        }
        return texts.isEmpty() ? "<unset>" : Cells.someOf(texts);
    }

    static String hosts(JsonNode ingress) {
        List<String> texts = new ArrayList<>();
        for (JsonNode rule : ingress.at("/spec/rules")) {
            if (!rule.path("host").asText("").isEmpty()) {
                texts.add(rule.path("host").asText());
            }
        }
        return texts.isEmpty() ? "*" : Cells.someOf(texts);
    }
}
