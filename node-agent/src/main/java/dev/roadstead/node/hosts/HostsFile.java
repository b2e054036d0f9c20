package dev.roadstead.node.hosts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A `hosts.toml` as containerd understands it.
///
/// @param server asked last, with the file's top-level keys; without url it is the upstream of the image's host
/// @param tables in the order in which they are asked
public record HostsFile(Table server, List<Table> tables) {
    public HostsFile {
        tables = List.copyOf(tables);
    }

    /// @param url absent only where no `server` is set
    /// @param capabilities of `pull`, `resolve`, `push`
    /// @param ca file names, relative ones against the file's own folder
    /// @param client certificate files, each alone or with its key
    public record Table(
            @Nullable String url,
            List<String> capabilities,
            List<String> ca,
            List<List<String>> client,
            boolean skipsVerification,
            boolean overridesPath,
            Map<String, List<String>> header,
            @Nullable String dialTimeout) {
        public Table {
            capabilities = List.copyOf(capabilities);
            ca = List.copyOf(ca);
            client = List.copyOf(client);
            header = Map.copyOf(header);
        }

        public boolean hasTlsKeys() {
            return !ca.isEmpty() || !client.isEmpty() || skipsVerification;
        }
    }
}
