package dev.roadstead.node.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was applied last. It is written before and after the files are; what it does not know is read off the files,
/// whose first line says whose they are.
///
/// @param hosts by folder name
/// @param retired CA files that no `hosts.toml` names any more
public record AppliedFiles(Map<String, Host> hosts, List<Retired> retired) {
    public static final AppliedFiles NONE = new AppliedFiles(Map.of(), List.of());

    public AppliedFiles {
        hosts = new TreeMap<>(hosts);
        retired = List.copyOf(retired);
    }

    static AppliedFiles from(ObjectNode node) {
        Map<String, Host> hosts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.path("hosts").properties()) {
            JsonNode host = entry.getValue();
            hosts.put(
                    entry.getKey(),
                    new Host(
                            host.path("host").asText(),
                            host.path("mirror").asText(),
                            host.path("generation").asLong(),
                            host.path("bodySha256").asText(),
                            host.path("createdFolder").asBoolean()));
        }
        List<Retired> retired = new ArrayList<>();
        for (JsonNode each : node.path("retired")) {
            retired.add(new Retired(
                    each.path("folder").asText(),
                    each.path("file").asText(),
                    each.path("since").asText()));
        }
        return new AppliedFiles(hosts, retired);
    }

    ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ObjectNode byFolder = node.putObject("hosts");
        hosts.forEach((folder, host) -> byFolder.putObject(folder)
                .put("host", host.host())
                .put("mirror", host.mirror())
                .put("generation", host.generation())
                .put("bodySha256", host.bodySha256())
                .put("createdFolder", host.createdFolder()));
        ArrayNode list = node.putArray("retired");
        retired.forEach(each -> list.addObject()
                .put("folder", each.folder())
                .put("file", each.file())
                .put("since", each.since()));
        return node;
    }

    /// @param host as in image references
    /// @param createdFolder whether the folder is ours, too
    public record Host(String host, String mirror, long generation, String bodySha256, boolean createdFolder) {}

    /// @param since ISO 8601, when it was first seen without a file that names it
    public record Retired(String folder, String file, String since) {
        Instant instant() {
            return Instant.parse(since);
        }
    }
}
