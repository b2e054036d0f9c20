package dev.roadstead.e2e.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.NodeMirrorStatus;
import dev.roadstead.crd.NodeState;
import dev.roadstead.crd.Registry;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// Everything on one machine: a sandbox process with its state folder, and what runs below it. It may be killed and
/// started again on the same folder.
final class Chain {
    static final List<String> NODES = List.of("node-1", "node-2");
    private static final Path EXAMPLES = Path.of("..", "examples", "quickstart");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final Path state;
    private final Path logs;
    private int starts;
    private SandboxProcess sandbox;
    private KubernetesClient client;

    /// @param folder with a short name: containerd's sockets lie below it
    /// @param logs what stays after the test
    Chain(Path folder, Path logs) throws IOException {
        this.home = ProjectFolder.in(Files.createDirectories(folder.resolve("home")));
        this.state = Files.createDirectories(folder.resolve("state"));
        this.logs = Files.createDirectories(logs);
    }

    void startSandbox() throws IOException {
        starts++;
        sandbox = SandboxProcess.start(home, state, log());
        if (client != null) {
            client.close();
        }
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(state.resolve("kubeconfig"))))
                .build();
    }

    /// What the sandbox says where it could not give its nodes a containerd.
    Optional<String> whyNoContainerd() throws IOException {
        return Files.readAllLines(log()).stream()
                .filter(line -> line.contains("nodes have no containerd"))
                .map(String::strip)
                .findFirst();
    }

    private Path log() {
        return logs.resolve("sandbox-" + starts + ".log");
    }

    /// kill -9; returns when nothing of it runs any more, which nobody but its own watchers sees to.
    void killSandbox() {
        sandbox.kill();
        soon("the programs end with their sandbox")
                .untilAsserted(() -> assertThat(programs().all()).isEmpty());
    }

    KubernetesClient client() {
        return client;
    }

    Programs programs() throws IOException {
        return Programs.in(state);
    }

    ChainNode node(String name) {
        return new ChainNode(state.resolve("nodes").resolve(name));
    }

    /// Where an agent or a containerd works: a containerd in `nodes/<node>`, an agent in the folder of its pod, which
    /// ends in its uid.
    ChainNode nodeOf(Programs.Running program) {
        String folder = program.folder().getFileName().toString();
        return node(
                program.role().equals(Programs.CONTAINERD)
                        ? folder
                        : client.pods().inNamespace("roadstead-nodes").list().getItems().stream()
                                .filter(pod -> folder.endsWith(pod.getMetadata().getUid()))
                                .map(pod -> pod.getSpec().getNodeName())
                                .findFirst()
                                .orElseThrow());
    }

    /// The files of `examples/quickstart`, in their order.
    void applyQuickstart() throws IOException {
        try (var files = Files.list(EXAMPLES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                apply(Files.readString(file));
            }
        }
    }

    /// Server-side apply, as kubectl does it.
    void apply(String yaml) {
        for (HasMetadata object : client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()) {
            client.resource(object).fieldManager("kubectl").forceConflicts().serverSideApply();
        }
    }

    Pusher pusher(String namespace) {
        return new Pusher(client, namespace);
    }

    NodeMirrorStatus.Plan plan(String mirror) {
        NodeMirrorStatus status =
                client.resources(NodeMirror.class).withName(mirror).get().getStatus();
        return status == null ? null : status.plan();
    }

    /// What must be true again after every fault, at one moment: each program runs once, every object says that it is
    /// well, of the spec that it has now.
    ///
    /// @param registries how many there are
    void awaitWell(int registries) {
        soon("the chain is well").untilAsserted(() -> {
            assertThat(programs().counts())
                    .isEqualTo(Map.of(
                            Programs.OPERATOR, 1L,
                            Programs.REGISTRY, (long) registries,
                            Programs.AGENT, (long) NODES.size(),
                            Programs.CONTAINERD, (long) NODES.size(),
                            Programs.WATCHER, 1L + registries + 2L * NODES.size()));
            assertThat(client.pods().inAnyNamespace().list().getItems())
                    .hasSize(1 + registries + NODES.size())
                    .allSatisfy(pod -> assertThat(pod.getStatus().getConditions())
                            .anySatisfy(condition -> {
                                assertThat(condition.getType()).isEqualTo("Ready");
                                assertThat(condition.getStatus()).isEqualTo("True");
                            }));
            assertThat(client.resources(Registry.class).inAnyNamespace().list().getItems())
                    .hasSize(registries)
                    .allSatisfy(registry -> {
                        assertThat(registry.getStatus()).isNotNull();
                        assertTrue("Ready", registry.getStatus().conditions());
                        assertThat(registry.getStatus().observedGeneration())
                                .isEqualTo(registry.getMetadata().getGeneration());
                    });
            assertThat(client.resources(NodeState.class).list().getItems())
                    .hasSize(NODES.size())
                    .allSatisfy(node -> assertTrue("Proven", node.getStatus().conditions()));
            assertThat(client.resources(NodeMirror.class).list().getItems())
                    .hasSize(registries)
                    .allSatisfy(mirror -> {
                        assertThat(mirror.getStatus()).isNotNull();
                        assertTrue("Ready", mirror.getStatus().conditions());
                        assertThat(mirror.getStatus().observedGeneration())
                                .isEqualTo(mirror.getMetadata().getGeneration());
                        assertThat(mirror.getStatus().nodes().proven()).isEqualTo(NODES.size());
                    });
        });
    }

    private static void assertTrue(String type, List<Condition> conditions) {
        assertThat(conditions).anySatisfy(condition -> {
            assertThat(condition.getType()).isEqualTo(type);
            assertThat(condition.getStatus()).as(condition.getMessage()).isEqualTo("True");
        });
    }

    static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
    }

    /// Stops everything and keeps the logs; what the sandbox has not ended is told, and ended.
    List<Programs.Running> close() throws IOException, InterruptedException {
        if (client != null) {
            client.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
        List<Programs.Running> left = programs().all();
        left.forEach(Programs.Running::kill);
        new ProcessBuilder("cp", "-r", state.resolve("logs").toString(), logs.toString())
                .start()
                .waitFor();
        return left;
    }
}
