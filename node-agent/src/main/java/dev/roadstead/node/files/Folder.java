package dev.roadstead.node.files;

import dev.roadstead.node.hosts.CaBundle;
import dev.roadstead.node.hosts.ManagedHeader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A host's folder as it was found.
sealed interface Folder {
    record Absent() implements Folder {}

    /// Something that is not written to, and why.
    record Untouchable(String reason) implements Folder {}

    /// @param hostsFile absent or empty: containerd treats both as no file
    /// @param ownCas CA files with our names, and whether their content is what the name says
    /// @param dockerCas Docker-style `*.crt` files of others
    /// @param dockerClients Docker-style `*.cert` files, each with its key
    /// @param others whether anything else is in it
    record Present(
            @Nullable String hostsFile,
            Map<String, Boolean> ownCas,
            List<String> dockerCas,
            List<List<String>> dockerClients,
            boolean others)
            implements Folder {
        Optional<ManagedHeader> ours() {
            return hostsFile == null ? Optional.empty() : ManagedHeader.ofOurs(hostsFile);
        }

        boolean hasOnlyOurs() {
            return dockerCas.isEmpty() && dockerClients.isEmpty() && !others;
        }

        boolean isIntact(CaBundle ca) {
            return ownCas.getOrDefault(ca.fileName(), false);
        }
    }
}
