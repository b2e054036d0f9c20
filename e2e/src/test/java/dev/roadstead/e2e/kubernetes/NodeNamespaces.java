package dev.roadstead.e2e.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A machine of its own for a node: namespaces for processes, mounts and network, and a wire to this machine. All of it
/// is
/// gone when the process that holds it is, so there is nothing to unmount.
final class NodeNamespaces implements AutoCloseable {
    private static final String LINK_PREFIX = "rs-node-";
    private static final String HOLD = "trap 'exit 0' TERM; while :; do sleep 1000 & wait $!; done";

    private final Path folder;
    private final Daemon unshare;
    private final long holder;
    private final int number;
    private final String link;

    private NodeNamespaces(Path folder, Daemon unshare, long holder, int number) {
        this.folder = folder;
        this.unshare = unshare;
        this.holder = holder;
        this.number = number;
        this.link = LINK_PREFIX + number;
    }

    /// Needs root.
    static NodeNamespaces create(Path folder) throws IOException {
        Daemon unshare = Daemon.start(
                "node",
                folder,
                List.of(
                        "unshare",
                        "--fork",
                        "--pid",
                        "--net",
                        "--mount",
                        "--uts",
                        "--ipc",
                        "--propagation",
                        "private",
                        "--mount-proc",
                        "--kill-child=SIGKILL",
                        "bash",
                        "-c",
                        HOLD));
        long holder = Awaitility.await("namespaces; see " + folder)
                .failFast(unshare::requireAlive)
                .until(
                        () -> unshare.children()
                                .findFirst()
                                .map(ProcessHandle::pid)
                                .orElse(0L),
                        pid -> pid > 0);
        var node = new NodeNamespaces(folder, unshare, holder, freeNumber());
        try {
            node.wire();
        } catch (RuntimeException | Error | IOException e) {
            node.close();
            throw e;
        }
        return node;
    }

    private static int freeNumber() {
        while (true) {
            int number = ThreadLocalRandom.current().nextInt(1, 250);
            if (!Files.exists(Path.of("/sys/class/net", LINK_PREFIX + number))) {
                return number;
            }
        }
    }

    /// This machine's end of the wire.
    String hostAddress() {
        return "10.200." + number + ".1";
    }

    String nodeAddress() {
        return "10.200." + number + ".2";
    }

    /// Of its pods: another one for each node on this machine.
    String podNetwork() {
        return "10.244." + number + ".0/24";
    }

    private void wire() throws IOException {
        host("ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", String.valueOf(holder));
        host("ip", "address", "add", hostAddress() + "/24", "dev", link);
        host("ip", "link", "set", link, "up");
        run("""
                ip link set lo up
                ip address add %s/24 dev eth0
                ip link set eth0 up
                ip route add default via %s
                echo 1 >/proc/sys/net/ipv4/ip_forward
                """.formatted(nodeAddress(), hostAddress()));
    }

    /// Makes this machine reach the node's pods.
    void routePods() throws IOException {
        host("ip", "route", "add", podNetwork(), "via", nodeAddress(), "dev", link);
    }

    /// The command, to be run in the node.
    List<String> inside(List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                Daemon.NSENTER, "-t", String.valueOf(holder), "-m", "-n", "-p", "-u", "-i", "--wdns=" + folder, "--"));
        all.addAll(command);
        return all;
    }

    /// Runs a shell script in the node.
    String run(String script) throws IOException {
        return end(inside(List.of("bash", "-euc", script)));
    }

    private void host(String... command) throws IOException {
        end(List.of(command));
    }

    private String end(List<String> command) throws IOException {
        Path output = Files.createTempFile(folder, "command", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            String text = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " failed: " + text);
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /// Ends every process of the node; its mounts and its end of the wire go with them.
    @Override
    public void close() {
        ProcessHandle.of(holder).ifPresent(ProcessHandle::destroyForcibly);
        unshare.close();
    }
}
