package dev.roadstead.node.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The machine's own containerd program, as a daemon of the test: everything it writes is below one folder.
final class Containerd implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/containerd");
    private final Path root;
    private final Process process;

    Containerd(Path root, Path certs) throws IOException {
        this.root = root;
        Path config = root.resolve("config.toml");
        Files.writeString(config, """
                version = 2
                root = "%1$s/root"
                state = "%1$s/state"
                [grpc]
                  address = "%1$s/containerd.sock"
                [plugins."io.containerd.grpc.v1.cri"]
                  restrict_oom_score_adj = true
                  [plugins."io.containerd.grpc.v1.cri".containerd]
                    snapshotter = "native"
                  [plugins."io.containerd.grpc.v1.cri".registry]
                    config_path = "%2$s"
                """.formatted(root, certs));
        this.process = new ProcessBuilder(PROGRAM.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Files.exists(socket()))
                        .as(Files.readString(root.resolve("log")))
                        .isTrue());
    }

    /// It needs root, because it mounts what it unpacks.
    static boolean isAvailable() {
        return Files.isExecutable(PROGRAM) && "root".equals(System.getProperty("user.name"));
    }

    Path socket() {
        return root.resolve("containerd.sock");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
