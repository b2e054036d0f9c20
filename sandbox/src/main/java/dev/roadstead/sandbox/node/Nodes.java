package dev.roadstead.sandbox.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The nodes of a sandbox and, where it may and can, a containerd for each.
public final class Nodes {

    /// Whether nodes get a containerd.
    public enum Containerd {
        /// Where possible: root, containerd and unshare at hand, and it starts.
        AUTO,
        NEVER,
        /// The sandbox does not start without.
        REQUIRE
    }

    /// Longest path of a unix socket on Linux, with room to spare.
    private static final int LONGEST_SOCKET = 100;

    private final List<SandboxNode> nodes;
    private final List<NodeContainerd> running = new ArrayList<>();

    public Nodes(List<SandboxNode> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    public List<SandboxNode> all() {
        return nodes;
    }

    /// Makes the folders and starts what the mode allows. Returns containerd's version by node name; empty when nodes
    /// have none.
    ///
    /// @param progress told in one sentence why nodes have no containerd, where they could not get one
    public Map<String, String> start(Containerd mode, Path logs, Path records, Clock clock, Consumer<String> progress)
            throws IOException, InterruptedException {
        for (SandboxNode node : nodes) {
            Files.createDirectories(node.certsDir());
            Files.createDirectories(node.root().resolve("var/lib"));
        }
        if (mode == Containerd.NEVER) {
            return Map.of();
        }
        String obstacle = obstacle();
        if (obstacle.isEmpty()) {
            try {
                return startAll(logs, records, clock);
            } catch (IOException e) {
                stop();
                obstacle = String.valueOf(e.getMessage());
            }
        }
        if (mode == Containerd.REQUIRE) {
            throw new IOException("nodes cannot have a containerd: " + obstacle);
        }
        progress.accept("nodes have no containerd: " + obstacle);
        return Map.of();
    }

    private Map<String, String> startAll(Path logs, Path records, Clock clock)
            throws IOException, InterruptedException {
        String version =
                output(List.of("containerd", "--version")).replaceAll(".* v?([0-9]+\\.[0-9]+\\.[0-9]+).*", "$1");
        String snapshotter = overlayWorks() ? "overlayfs" : "native";
        Map<String, String> versions = new TreeMap<>();
        for (SandboxNode node : nodes) {
            Path log = logs.resolve(node.name() + "_containerd.log");
            running.add(NodeContainerd.start(node, snapshotter, log, records, clock));
            versions.put(node.name(), version.strip());
        }
        return versions;
    }

    public void stop() throws InterruptedException {
        for (NodeContainerd containerd : running) {
            containerd.stop();
        }
        running.clear();
    }

    private String obstacle() throws InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return "only root may give them one";
        }
        for (String program : List.of("containerd", "unshare", "mount")) {
            if (output(List.of("sh", "-c", "command -v " + program)).isEmpty()) {
                return program + " is not on the PATH";
            }
        }
        if (output(List.of("unshare", "--mount", "--propagation", "private", "echo", "works"))
                .isEmpty()) {
            return "this machine does not allow mount namespaces (unshare)";
        }
        for (SandboxNode node : nodes) {
            if (node.criSocket().toString().length() > LONGEST_SOCKET) {
                return "the path of the state folder is too long for a socket: " + node.criSocket();
            }
        }
        return "";
    }

    /// Whether an overlay over the nodes' own file system can be mounted (it cannot over another overlay).
    private boolean overlayWorks() throws IOException, InterruptedException {
        Path probe = Files.createDirectories(nodes.getFirst().root().resolve("var/lib/overlay-probe"));
        String script = "cd " + quoted(probe) + " && mkdir -p l u w m"
                + " && mount -t overlay none -o lowerdir=l,upperdir=u,workdir=w m && echo works";
        boolean works = output(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", script))
                .equals("works");
        output(List.of("rm", "-rf", probe.toString()));
        return works;
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    /// What a short command prints on its first line; empty if it fails.
    private static String output(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            String line;
            try (BufferedReader reader = process.inputReader()) {
                line = reader.readLine();
            }
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            return line == null || !ended || process.exitValue() != 0 ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
