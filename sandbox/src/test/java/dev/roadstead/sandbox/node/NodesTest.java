package dev.roadstead.sandbox.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodesTest {

    private Path folder;

    private final List<String> said = new ArrayList<>();

    /// Not @TempDir: its path is too long for a socket below it.
    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("rs-nodes-");
    }

    @AfterEach
    void dropFolder() throws Exception {
        new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
    }

    @Test
    void aNodeIsAFolderWithThePlacesOfContainerd() throws Exception {
        Nodes nodes = nodes(folder);

        assertThat(start(nodes, Nodes.Containerd.NEVER)).isEmpty();

        assertThat(folder.resolve("node-1/etc/containerd/certs.d")).isDirectory();
    }

    @Test
    void givesEveryNodeAContainerdOfItsOwnAndLeavesNothingBehind() throws Exception {
        assumeContainerd();
        Nodes nodes = nodes(folder);
        try {
            Map<String, String> versions = start(nodes, Nodes.Containerd.REQUIRE);

            assertThat(versions).containsOnlyKeys("node-1", "node-2");
            assertThat(versions.get("node-1")).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
            assertThat(nodes.all())
                    .allSatisfy(node -> assertThat(node.criSocket()).exists());
        } finally {
            nodes.stop();
        }
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(folder.toString());
        assertThat(folder.resolve("processes")).isEmptyDirectory();
    }

    @Test
    void startsAContainerdAgainThatDied() throws Exception {
        assumeContainerd();
        Nodes nodes = nodes(folder);
        try {
            start(nodes, Nodes.Containerd.REQUIRE);
            Set<Long> before = running();

            ProcessHandle.of(before.iterator().next()).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(running()).hasSize(2).isNotEqualTo(before));
            for (SandboxNode node : nodes.all()) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> node.criSocket().toFile().exists());
            }
        } finally {
            nodes.stop();
        }
        assertThat(folder.resolve("processes")).isEmptyDirectory();
    }

    /// By process id.
    private Set<Long> running() throws IOException {
        try (Stream<Path> records = Files.list(folder.resolve("processes"))) {
            return records.map(record -> Long.valueOf(record.getFileName().toString()))
                    .collect(Collectors.toSet());
        }
    }

    private static void assumeContainerd() {
        assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/containerd")),
                "needs root and containerd");
    }

    @Test
    void saysWhyANodeHasNoContainerd() throws Exception {
        Path deep = folder.resolve("a-folder-with-a-rather-long-name/that-leads-to-another-one/with-a-long-name-too");
        Nodes nodes = nodes(deep);

        assertThat(start(nodes, Nodes.Containerd.AUTO)).isEmpty();

        assertThat(said).singleElement().asString().startsWith("nodes have no containerd: ");
        assertThatThrownBy(() -> start(nodes, Nodes.Containerd.REQUIRE)).isInstanceOf(IOException.class);
    }

    private static Nodes nodes(Path folder) {
        return new Nodes(List.of(
                new SandboxNode("node-1", "127.0.0.1", folder.resolve("node-1")),
                new SandboxNode("node-2", "127.0.0.1", folder.resolve("node-2"))));
    }

    private Map<String, String> start(Nodes nodes, Nodes.Containerd mode) throws Exception {
        return nodes.start(mode, folder, folder.resolve("processes"), Clock.systemUTC(), said::add);
    }
}
