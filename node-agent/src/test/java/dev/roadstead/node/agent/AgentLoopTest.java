package dev.roadstead.node.agent;

import static dev.roadstead.node.hosts.TestPlans.endpoint;
import static dev.roadstead.node.hosts.TestPlans.mirror;
import static dev.roadstead.node.hosts.TestPlans.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.config.MirrorPlan;
import dev.roadstead.config.MirrorPlan.ForeignFiles;
import dev.roadstead.config.MirrorPlans;
import dev.roadstead.node.files.FileWriter;
import dev.roadstead.node.files.JsonFile;
import dev.roadstead.node.files.LinuxDisk;
import dev.roadstead.node.files.NodeFiles;
import dev.roadstead.node.files.NodePaths;
import dev.roadstead.node.kube.KubeClient;
import dev.roadstead.node.proof.ProbeMode;
import dev.roadstead.node.proof.Prover;
import dev.roadstead.node.pull.TestRegistry;
import dev.roadstead.node.report.NodeStates;
import dev.roadstead.node.runtime.RuntimeDiscovery;
import dev.roadstead.node.tls.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole agent but its Main, on a folder that plays the node.
class AgentLoopTest {
    private static final TestCa CA = TestCa.named("ca");
    private static final String MIRRORS = "/apis/roadstead.dev/v1alpha1/nodemirrors/";
    private static final String STATE = "/apis/roadstead.dev/v1alpha1/nodestates/node-1";
    private final TestApiServer api = new TestApiServer();
    private final TestRegistry registry = new TestRegistry(CA);

    @TempDir
    Path root;

    private NodePaths paths;
    private AgentLoop loop;
    private Thread thread;

    @BeforeEach
    void setUp() throws IOException {
        paths = new NodePaths(root.resolve("etc/containerd"), root.resolve("var/lib/roadstead"));
        Files.writeString(root.resolve("token"), "token");
        ObjectNode node = new JsonMapper().createObjectNode();
        node.putObject("metadata").put("uid", "uid-1").putObject("labels").put("zone", "a");
        api.put("/api/v1/nodes/node-1", node);
    }

    @AfterEach
    void tearDown() throws InterruptedException {
        stop();
        registry.close();
        api.close();
    }

    private void start(ProbeMode mode) {
        Clock clock = Clock.systemUTC();
        LinuxDisk disk = new LinuxDisk();
        FileWriter writer = new FileWriter(disk);
        MirrorMemory memory = new MirrorMemory(new JsonFile(paths.provenMirrors(), writer));
        memory.load();
        NodeAgent agent = new NodeAgent(
                new NodeFiles(paths, disk, Duration.ofMinutes(10)),
                new RuntimeDiscovery(paths.configDirectory(), root.resolve("run/containerd")),
                new Prover(paths, writer, mode, clock),
                memory,
                "1.2.3",
                clock);
        KubeClient client = new KubeClient(api.uri(), root);
        AgentSettings settings = AgentSettings.from(
                Map.of("NODE_NAME", "node-1", "KUBERNETES_SERVICE_HOST", "unused", "ROADSTEAD_RESYNC", "PT1S"));
        loop = new AgentLoop(
                client, agent, new NodeStates(client, "node-1", clock), settings, clock, RandomGenerator.getDefault());
        thread = Thread.ofPlatform().start(() -> {
            try {
                loop.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void stop() throws InterruptedException {
        if (loop != null) {
            loop.close();
            thread.join(10_000);
        }
    }

    private void nodeMirror(String name, MirrorPlan plan, String zone) {
        ObjectNode mirror = new JsonMapper().createObjectNode();
        mirror.putObject("metadata").put("creationTimestamp", "2026-01-01T00:00:00Z");
        mirror.putObject("spec")
                .putObject("nodeSelector")
                .putObject("matchLabels")
                .put("zone", zone);
        mirror.putObject("status").set("plan", MirrorPlans.write(plan));
        api.put(MIRRORS + name, mirror);
    }

    private MirrorPlan hub(long generation, TestCa ca) {
        return plan(generation, ForeignFiles.Preserve, mirror("docker.io", endpoint(registry.url(), ca.pem())));
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private void awaitMirror(ThrowingConsumer<JsonNode> expectation) {
        soon().untilAsserted(() -> expectation.accept(api.get(STATE).at("/status/mirrors/0")));
    }

    private JsonNode condition(String type) {
        for (JsonNode condition : api.get(STATE).at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return new JsonMapper().createObjectNode();
    }

    @Test
    void writesProvesReportsAndTakesAway() {
        nodeMirror("hub", hub(3, CA), "a");
        nodeMirror("other-zone", hub(1, CA), "b");

        start(ProbeMode.AUTO);

        awaitMirror(mirror -> {
            assertThat(mirror.path("state").asText()).isEqualTo("Proven");
            assertThat(mirror.path("name").asText()).isEqualTo("hub");
            assertThat(mirror.path("generation").asInt()).isEqualTo(3);
            assertThat(mirror.path("hosts")).hasToString("[\"docker.io\"]");
            assertThat(mirror.at("/proof/method").asText()).isEqualTo("Client");
            assertThat(mirror.at("/proof/endpoint").asText()).isEqualTo(registry.url());
            assertThat(mirror.at("/proof/evidence").asText()).contains("roadstead.invalid");
        });
        JsonNode state = api.get(STATE);
        assertThat(state.at("/metadata/ownerReferences/0/uid").asText()).isEqualTo("uid-1");
        assertThat(state.at("/spec/nodeName").asText()).isEqualTo("node-1");
        assertThat(state.at("/status/mirrors")).hasSize(1);
        assertThat(state.at("/status/agentVersion").asText()).isEqualTo("1.2.3");
        assertThat(state.at("/status/runtime/verdict").asText()).isEqualTo("Absent");
        assertThat(condition("Ready").path("status").asText()).isEqualTo("True");
        assertThat(registry.requests()).contains("GET /v2/");

        api.delete(MIRRORS + "hub");
        soon().untilAsserted(() -> {
            assertThat(api.get(STATE).at("/status/mirrors")).isEmpty();
            assertThat(paths.certs()).isEmptyDirectory();
        });
    }

    @Test
    void aMirrorThatIsBeingDeletedIsTakenAwayWhileItStillExists() {
        nodeMirror("hub", hub(1, CA), "a");
        start(ProbeMode.CLIENT);
        awaitMirror(mirror -> assertThat(mirror.path("state").asText()).isEqualTo("Proven"));

        ObjectNode deleting = api.get(MIRRORS + "hub");
        deleting.withObject("/metadata").put("deletionTimestamp", "2026-01-02T00:00:00Z");
        api.put(MIRRORS + "hub", deleting);

        soon().untilAsserted(() -> assertThat(paths.certs()).isEmptyDirectory());
        soon().untilAsserted(
                        () -> assertThat(api.get(STATE).at("/status/mirrors")).isEmpty());
    }

    @Test
    void writesNothingWhileNothingChanges() {
        nodeMirror("hub", hub(1, CA), "a");
        start(ProbeMode.CLIENT);
        awaitMirror(mirror -> assertThat(mirror.path("state").asText()).isEqualTo("Proven"));
        int writes = api.writes().size();
        long rounds = api.reads(STATE);

        soon().until(() -> api.reads(STATE) >= rounds + 2);

        assertThat(api.writes()).hasSize(writes);
    }

    @Test
    void saysLittleWhenItIsStartedAgain() throws InterruptedException {
        nodeMirror("hub", hub(1, CA), "a");
        start(ProbeMode.CLIENT);
        awaitMirror(mirror -> assertThat(mirror.path("state").asText()).isEqualTo("Proven"));
        int writes = api.writes().size();

        stop();
        start(ProbeMode.CLIENT);
        int requests = registry.requests().size();
        soon().until(() -> registry.requests().size() > requests);
        stop();

        // The second agent's proof is its own, with its own time; until then its files are applied.
        assertThat(api.writes().size() - writes).isLessThanOrEqualTo(2);
        assertThat(Files.exists(paths.hostsFile("docker.io")))
                .as("a mirror outlives its agent")
                .isTrue();
    }

    @Test
    void withoutARuntimeNothingIsProvenUnlessAskedFor() {
        nodeMirror("hub", hub(1, CA), "a");

        start(ProbeMode.CONTAINERD);

        awaitMirror(mirror -> {
            assertThat(mirror.path("state").asText()).isEqualTo("Applied");
            assertThat(mirror.path("message").asText()).contains("no containerd listens on this node");
        });
        assertThat(condition("Proven").path("reason").asText()).isEqualTo("RuntimeAbsent");
        assertThat(condition("Proven").path("status").asText()).isEqualTo("False");
        assertThat(condition("Configured").path("status").asText()).isEqualTo("True");
    }

    @Test
    void goesBackToTheGenerationThatWorked() throws IOException {
        nodeMirror("hub", hub(1, CA), "a");
        start(ProbeMode.CLIENT);
        awaitMirror(mirror -> assertThat(mirror.path("state").asText()).isEqualTo("Proven"));
        String good = Files.readString(paths.hostsFile("docker.io"));

        nodeMirror("hub", hub(2, TestCa.named("wrong")), "a");

        awaitMirror(mirror -> {
            assertThat(mirror.path("state").asText()).isEqualTo("Failed");
            assertThat(mirror.path("generation").asInt()).isEqualTo(2);
            assertThat(mirror.path("message").asText())
                    .contains("the one before is in force again")
                    .contains("is not trusted");
        });
        assertThat(condition("Configured").path("reason").asText()).isEqualTo("RolledBack");
        assertThat(Files.readString(paths.hostsFile("docker.io"))).isEqualTo(good);

        nodeMirror("hub", hub(3, CA), "a");
        awaitMirror(mirror -> assertThat(mirror.path("state").asText()).isEqualTo("Proven"));
    }

    @Test
    void aWrongCaFailsWithoutAnythingToGoBackTo() {
        nodeMirror("hub", hub(1, TestCa.named("wrong")), "a");

        start(ProbeMode.CLIENT);

        awaitMirror(mirror -> assertThat(mirror.path("state").asText()).isEqualTo("Failed"));
        assertThat(condition("Proven").path("reason").asText()).isEqualTo("EndpointNotTrusted");
        assertThat(paths.hostsFile("docker.io")).exists();
    }

    @Test
    void badItemsAreReportedAndGoodOnesWritten() {
        nodeMirror(
                "hub",
                plan(
                        mirror("../x", endpoint(registry.url(), CA.pem())),
                        mirror("docker.io", endpoint(registry.url(), CA.pem()))),
                "a");

        start(ProbeMode.CLIENT);

        awaitMirror(mirror -> {
            assertThat(mirror.path("state").asText()).isEqualTo("Failed");
            assertThat(mirror.path("hosts")).hasToString("[\"docker.io\"]");
            assertThat(mirror.path("message").asText()).contains("host \"../x\" is not a host name");
        });
        assertThat(condition("Configured").path("reason").asText()).isEqualTo("ItemsRejected");
        assertThat(root.resolve("etc/x")).doesNotExist();
    }

    @Test
    void aPlanThatCannotBeReadIsNamed() {
        ObjectNode broken = new JsonMapper().createObjectNode();
        broken.putObject("status").putObject("plan").put("generation", "many");
        api.put(MIRRORS + "broken", broken);

        start(ProbeMode.CLIENT);

        awaitMirror(mirror -> assertThat(mirror.path("message").asText()).contains("status.plan cannot be read"));
    }

    @Test
    void aNodeThatCannotBeWrittenSaysSo() throws IOException {
        Files.createDirectories(paths.configDirectory().getParent());
        Files.writeString(paths.configDirectory(), "not a folder");
        nodeMirror("hub", hub(1, CA), "a");

        start(ProbeMode.CLIENT);

        awaitMirror(mirror -> assertThat(mirror.path("state").asText()).isEqualTo("Failed"));
        assertThat(condition("Configured").path("reason").asText()).isEqualTo("FilesNotWritten");
    }
}
