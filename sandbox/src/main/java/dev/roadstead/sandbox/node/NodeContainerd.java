package dev.roadstead.sandbox.node;

import dev.roadstead.sandbox.process.LocalProcess;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The containerd of one node, in a mount namespace of its own in which the node's folders lie at the usual places.
/// When it ends, however it
/// ends, its mounts are gone with the namespace; unless it was told to, it is started again, as a node's init system
/// does.
public final class NodeContainerd {

    private static final Logger log = LoggerFactory.getLogger(NodeContainerd.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration RESTART = Duration.ofSeconds(1);

    /// Below a tmpfs that only the namespace sees: missing mount points must not be made in the host's own folders.
    private static final String ENTER = """
            set -e
            root=$1
            mount --make-rprivate /
            scratch=$root/var/lib/roadstead-sandbox/scratch
            mkdir -p "$scratch"
            mount -t tmpfs none "$scratch"
            point() {
              [ ! -d "$1" ] || return 0
              parent=$(dirname "$1")
              name=$(echo "$parent" | tr / _)
              mkdir -p "$scratch/$name/upper" "$scratch/$name/work"
              mount -t overlay none -o "lowerdir=$parent,upperdir=$scratch/$name/upper,workdir=$scratch/$name/work" "$parent"
              mkdir "$1"
            }
            for path in /etc/containerd /run/containerd /var/lib/containerd; do
              mkdir -p "$root$path"
              point "$path"
              mount --bind "$root$path" "$path"
            done
            exec containerd --config /etc/containerd/config.toml
            """;

    private final SandboxNode node;
    private final LocalProcess.Launch launch;
    private final Clock clock;

    /// Guarded by the monitor.
    private LocalProcess process;

    /// Guarded by the monitor.
    private boolean stopped;

    private NodeContainerd(SandboxNode node, LocalProcess.Launch launch, Clock clock) throws IOException {
        this.node = node;
        this.launch = launch;
        this.clock = clock;
        this.process = launch();
    }

    /// Starts it and waits until its socket answers.
    ///
    /// @param snapshotter `overlayfs` or `native`
    static NodeContainerd start(SandboxNode node, String snapshotter, Path logFile, Path records, Clock clock)
            throws IOException, InterruptedException {
        Path config = node.root().resolve("etc/containerd/config.toml");
        Files.createDirectories(node.certsDir());
        // An existing one may have been changed to try something: it is the node's, not ours.
        if (!Files.exists(config)) {
            Files.writeString(config, configuration(snapshotter));
        }
        var launch = new LocalProcess.Launch(
                List.of(
                        "unshare",
                        "--mount",
                        "--propagation",
                        "private",
                        "/bin/sh",
                        "-c",
                        ENTER,
                        "containerd-of-" + node.name(),
                        node.root().toString()),
                Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")),
                node.root(),
                logFile,
                records);
        NodeContainerd containerd = new NodeContainerd(node, launch, clock);
        containerd.awaitAnswer();
        containerd.keepUp();
        return containerd;
    }

    private LocalProcess launch() throws IOException {
        Files.deleteIfExists(node.criSocket());
        return LocalProcess.start(launch, clock);
    }

    private synchronized void awaitAnswer() throws IOException, InterruptedException {
        Instant deadline = clock.instant().plus(PATIENCE);
        while (!answers(node.criSocket())) {
            if (!process.isAlive() || clock.instant().isAfter(deadline)) {
                stop();
                throw new IOException("containerd of " + node.name() + " did not start: " + process.lastLine()
                        + " (log: " + process.logFile() + ")");
            }
            Thread.sleep(50);
        }
    }

    private synchronized void keepUp() {
        process.onExit(() -> {
            try {
                Thread.sleep(RESTART);
                restart();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                log.atError()
                        .addKeyValue("node", node.name())
                        .log("containerd cannot be started again: {}", e.toString());
            }
        });
    }

    private synchronized void restart() throws IOException {
        if (!stopped) {
            log.atWarn().addKeyValue("node", node.name()).log("starting containerd again: {}", process.lastLine());
            process = launch();
            keepUp();
        }
    }

    synchronized void stop() throws InterruptedException {
        stopped = true;
        process.stop(Duration.ofSeconds(10).toMillis());
    }

    private static String configuration(String snapshotter) {
        return """
            version = 2
            root = "/var/lib/containerd"
            state = "/run/containerd"
            disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.aufs"]

            [grpc]
              address = "/run/containerd/containerd.sock"

            [plugins."io.containerd.grpc.v1.cri"]
              stream_server_address = "127.0.0.1"
              stream_server_port = "0"
              restrict_oom_score_adj = true
              [plugins."io.containerd.grpc.v1.cri".containerd]
                snapshotter = "%s"
              [plugins."io.containerd.grpc.v1.cri".registry]
                config_path = "/etc/containerd/certs.d"
            """.formatted(snapshotter);
    }

    private static boolean answers(Path socket) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return Files.exists(socket) && channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }
}
