package dev.roadstead.node.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roadstead.node.cri.CriClient;
import dev.roadstead.node.cri.CriException;
import dev.roadstead.node.runtime.RuntimeState.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the node's containerd. It is asked again only when its socket, its configuration or its answer may have
/// changed.
public final class RuntimeDiscovery {
    private static final Path HOST_CONFIG = Path.of("/etc/containerd");
    private static final String HOST_CERTS = "/etc/containerd/certs.d";
    private final Path configDirectory;
    private final Path socket;

    /// @param configDirectory where the agent sees `/etc/containerd` of the host
    /// @param runDirectory where it sees `/run/containerd`
    public RuntimeDiscovery(Path configDirectory, Path runDirectory) {
        this.configDirectory = configDirectory;
        this.socket = runDirectory.resolve("containerd.sock");
    }

    /// Where the runtime listens; absent on a node without one.
    public Optional<Path> socket() {
        return Files.exists(socket) ? Optional.of(socket) : Optional.empty();
    }

    public RuntimeState discover() {
        if (socket().isEmpty()) {
            return new RuntimeState(
                    "containerd",
                    null,
                    HOST_CERTS,
                    Verdict.Absent,
                    "no containerd listens at /run/containerd/containerd.sock: start it, or mount the folder of its"
                            + " socket into the agent");
        }
        try (CriClient client = CriClient.open(socket)) {
            CriClient.Version version = client.version();
            if (!version.runtimeName().equals("containerd")) {
                return unsupported(
                        version.runtimeName(),
                        version.runtimeVersion(),
                        "the runtime is " + version.runtimeName() + ": this version configures containerd only");
            }
            ContainerdConfig config = ConfigTree.read(configDirectory, HOST_CONFIG);
            return Classification.of(version.runtimeVersion(), config, HOST_CERTS, running(client));
        } catch (CriException e) {
            return unsupported(
                    "containerd",
                    null,
                    "containerd does not answer CRI calls (" + e.getMessage() + "): enable its cri plugin");
        } catch (IOException e) {
            return unsupported(
                    "containerd",
                    null,
                    "/etc/containerd/config.toml cannot be read (" + e.getMessage() + "): repair it");
        }
    }

    private static RuntimeState unsupported(String name, @Nullable String version, String fix) {
        return new RuntimeState(name, version, HOST_CERTS, Verdict.Unsupported, fix);
    }

    /// containerd 1.x tells its whole configuration; 2.x left the images' part out.
    private static @Nullable String running(CriClient client) {
        String config = client.info().get("config");
        if (config == null) {
            return null;
        }
        try {
            JsonNode path = new JsonMapper().readTree(config).path("registry").path("configPath");
            return path.isMissingNode() ? null : path.asText();
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
