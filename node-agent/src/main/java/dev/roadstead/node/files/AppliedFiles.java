package dev.roadstead.node.files;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was applied last. It is written before and after the files are; what it does not know is read off the files,
/// whose first line says whose they are.
///
/// @param hosts by folder name
/// @param retired CA files that no `hosts.toml` names any more
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AppliedFiles(Map<String, Host> hosts, List<Retired> retired) {
    public static final AppliedFiles NONE = new AppliedFiles(Map.of(), List.of());

    public AppliedFiles {
        hosts = new TreeMap<>(hosts);
        retired = List.copyOf(retired);
    }

    @JsonCreator
    static AppliedFiles read(
            @JsonProperty("hosts") @Nullable Map<String, Host> hosts,
            @JsonProperty("retired") @Nullable List<Retired> retired) {
        return new AppliedFiles(hosts == null ? Map.of() : hosts, retired == null ? List.of() : retired);
    }

    /// @param host as in image references
    /// @param createdFolder whether the folder is ours, too
    public record Host(
            @JsonProperty("host") String host,
            @JsonProperty("mirror") String mirror,
            @JsonProperty("generation") long generation,
            @JsonProperty("bodySha256") String bodySha256,
            @JsonProperty("createdFolder") boolean createdFolder) {}

    /// @param since ISO 8601, when it was first seen without a file that names it
    public record Retired(
            @JsonProperty("folder") String folder,
            @JsonProperty("file") String file,
            @JsonProperty("since") String since) {
        Instant instant() {
            return Instant.parse(since);
        }
    }
}
