package dev.roadstead.e2e.operator;

import dev.roadstead.e2e.registry.LogProvider;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The node agent as a process of its own, on a folder that plays the node and has no containerd: its own client makes
/// the proofs.
final class AgentProcess implements AutoCloseable {
    private static final Path FLAGS = Path.of("..", "node-agent", "src", "main", "jvm", "flags");

    private final Process process;
    private final Path certs;

    private AgentProcess(Process process, Path certs) {
        this.process = process;
        this.certs = certs;
    }

    /// @param node name of a Node that exists
    static AgentProcess start(KubernetesClient client, String node, Path folder) {
        try {
            Path account = Files.createDirectories(folder.resolve("account"));
            Files.writeString(
                    account.resolve("token"), NodeAgentAccount.install(client).token());
            String ca = client.getConfiguration().getCaCertData();
            Files.write(account.resolve("ca.crt"), Base64.getDecoder().decode(ca));
            Path config = Files.createDirectories(folder.resolve("etc/containerd"));
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + FLAGS,
                    LogProvider.LINES,
                    LogProvider.SILENT,
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.roadstead.node.Main");
            URI server = client.getMasterUrl().toURI();
            builder.environment()
                    .putAll(Map.of(
                            "NODE_NAME", node,
                            "KUBERNETES_SERVICE_HOST", server.getHost(),
                            "KUBERNETES_SERVICE_PORT", String.valueOf(server.getPort()),
                            "SERVICE_ACCOUNT_DIR", account.toString(),
                            "CONTAINERD_CONFIG_DIR", config.toString(),
                            "CONTAINERD_RUN_DIR",
                                    folder.resolve("run/containerd").toString(),
                            "STATE_DIR",
                                    Files.createDirectories(folder.resolve("state"))
                                            .toString(),
                            "ROADSTEAD_PROBE", "client"));
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("agent.log").toFile()))
                    .start();
            return new AgentProcess(process, config.resolve("certs.d"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Hosts whose files stand on the node.
    List<String> hosts() {
        try (var folders = Files.list(certs)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.startsWith("probe-") && !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (java.nio.file.NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
