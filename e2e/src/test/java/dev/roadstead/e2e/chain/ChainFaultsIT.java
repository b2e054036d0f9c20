package dev.roadstead.e2e.chain;

import static dev.roadstead.e2e.chain.Chain.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.Registry;
import dev.roadstead.e2e.registry.Program;
import dev.roadstead.node.cri.CriException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// kill -9 of each part of a running chain, at rest and in the middle of something: it comes back by itself, once, and
/// has kept what it acknowledged.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChainFaultsIT {
    private static final String HOST = "registry.roadstead.example";
    private static final String NAMESPACE = "registries";
    private static final String MIRROR = "through-harbour";
    private static final int MEGABYTE = 1 << 20;

    private Path folder;
    private Chain chain;
    private ChainImage pushed;

    @BeforeAll
    void start() throws Exception {
        Program.require("containerd");
        folder = Files.createTempDirectory("rs-chain-");
        chain = new Chain(folder, Path.of("target", "chain", String.valueOf(System.nanoTime())));
        chain.startSandbox();
        chain.whyNoContainerd().ifPresent(Program::skip);
        chain.applyQuickstart();
        chain.awaitWell(1);
        pushed = ChainImage.random(2 * MEGABYTE);
        try (Pusher pusher = chain.pusher(NAMESPACE)) {
            pusher.push(pushed, "demo/before", "1");
        }
        assertPulls("node-1");
    }

    @AfterAll
    void stop() throws Exception {
        if (chain != null) {
            List<Programs.Running> left = chain.close();
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
            assertThat(left).isEmpty();
        }
    }

    @BeforeEach
    void startsWell() {
        chain.awaitWell(1);
    }

    /// What was pushed before any fault is what the node gets.
    private void assertPulls(ChainNode node) throws IOException {
        node.pull(HOST + "/demo/before:1", pushed);
    }

    private void assertPulls(String node) throws IOException {
        assertPulls(chain.node(node));
    }

    /// kill -9 of a program that something else has to start again.
    private void killAndAwaitAnother(Programs.Running program) {
        program.kill();
        soon("another " + program.role() + " runs").untilAsserted(() -> {
            Programs programs = chain.programs();
            assertThat(programs.holds(program.pid())).isFalse();
            assertThat(programs.of(program.role()))
                    .anyMatch(each -> each.folder().equals(program.folder()));
        });
    }

    @Test
    void anOperatorThatDiesAtRestIsMissedByNobody() throws Exception {
        chain.programs().one(Programs.OPERATOR).kill();

        assertPulls("node-1");
        addMirror("while-away.example.com");
        awaitMirrored("while-away.example.com");
        chain.awaitWell(1);
        assertPulls("node-2");
    }

    @Test
    void anOperatorThatDiesDuringAFirstApplyEndsIt() throws Exception {
        SecondRegistry second = new SecondRegistry(chain);
        second.apply();
        second.awaitFirstTraces();

        killAndAwaitAnother(chain.programs().one(Programs.OPERATOR));

        chain.awaitWell(2);
        second.assertServes();
        assertPulls("node-1");
        second.delete();
    }

    @Test
    void aRegistryThatDiesAtRestServesAgain() throws Exception {
        killAndAwaitAnother(chain.programs().one(Programs.REGISTRY));

        chain.awaitWell(1);
        assertPulls("node-1");
        assertPulls("node-2");
    }

    @Test
    void aRegistryThatDiesDuringAPushKeepsWhatItAcknowledged() throws Exception {
        pushWith("during-registry", () -> killAndAwaitAnother(chain.programs().one(Programs.REGISTRY)));
    }

    @Test
    void anAgentThatDiesAtRestMendsItsNodeWhenItIsBack() throws Exception {
        Programs.Running agent = chain.programs().one(Programs.AGENT);
        Path hosts = chain.nodeOf(agent).hostsFile(HOST);
        String before = Files.readString(hosts);

        agent.kill();
        Files.delete(hosts);

        soon("the file is back").until(() -> Files.exists(hosts));
        assertThat(hosts).hasContent(before);
        chain.awaitWell(1);
        assertPulls(chain.nodeOf(agent));
    }

    @Test
    void anAgentThatDiesWhileItAppliesAPlanEndsIt() throws Exception {
        Programs.Running agent = chain.programs().one(Programs.AGENT);
        String before = chain.plan(MIRROR).hash();
        addMirror("during-agent.example.com");
        soon("there is a new plan").until(() -> !chain.plan(MIRROR).hash().equals(before));

        killAndAwaitAnother(agent);

        awaitMirrored("during-agent.example.com");
        chain.awaitWell(1);
        assertThat(chain.nodeOf(agent).unfinished()).isEmpty();
        assertPulls(chain.nodeOf(agent));
    }

    @Test
    void aContainerdThatDiesAtRestPullsAgain() throws Exception {
        Programs.Running containerd = chain.programs().one(Programs.CONTAINERD);

        killAndAwaitAnother(containerd);

        chain.nodeOf(containerd).awaitContainerd();
        chain.awaitWell(1);
        assertPulls(chain.nodeOf(containerd));
    }

    @Test
    void aContainerdThatDiesDuringAPullPullsTheSame() throws Exception {
        ChainImage large = ChainImage.random(64 * MEGABYTE);
        try (Pusher pusher = chain.pusher(NAMESPACE)) {
            pusher.push(large, "demo/large", "1");
        }
        String image = HOST + "/demo/large:1";
        Programs.Running containerd = chain.programs().one(Programs.CONTAINERD);
        Programs.Running registry = chain.programs().one(Programs.REGISTRY);
        ChainNode node = chain.nodeOf(containerd);
        CompletableFuture<Void> pull = CompletableFuture.runAsync(() -> {
            try {
                node.pull(image, large);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        soon("containerd has begun to write").pollInterval(Duration.ofMillis(2)).until(() -> node.isDownloading());
        // The rest is held back, so that the pull cannot end first.
        registry.signal("STOP");
        try {
            killAndAwaitAnother(containerd);
        } finally {
            registry.signal("CONT");
        }
        assertThatThrownBy(() -> pull.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(CriException.class);

        node.awaitContainerd();
        node.pull(image, large);
        chain.awaitWell(1);
        assertPulls(node);
    }

    @Test
    void aSandboxThatDiesAtRestGoesOnWhereItWas() throws Exception {
        List<String> uids = uids();

        chain.killSandbox();
        chain.startSandbox();

        chain.awaitWell(1);
        assertThat(uids()).isEqualTo(uids);
        assertPulls("node-1");
        assertPulls("node-2");
    }

    @Test
    void aSandboxThatDiesDuringAPushAndAFirstApplyEndsBoth() throws Exception {
        SecondRegistry second = new SecondRegistry(chain);
        pushWith("during-sandbox", () -> {
            second.apply();
            chain.killSandbox();
            chain.startSandbox();
            chain.awaitWell(2);
            second.assertServes();
            second.delete();
        });
    }

    /// A thing that goes wrong.
    @FunctionalInterface
    private interface Fault {
        void strike() throws Exception;
    }

    /// A push that is cut short: one blob is acknowledged, of the other a part, and the next part is on its way.
    private void pushWith(String repository, Fault fault) throws Exception {
        ChainImage image = ChainImage.random(24 * MEGABYTE);
        int acknowledged = 8 * MEGABYTE;
        String upload;
        try (Pusher pusher = chain.pusher(NAMESPACE)) {
            pusher.blob(repository, image.config());
            upload = pusher.append(pusher.begin(repository), image.layer(), 0, acknowledged);
            StallingStream stalling = new StallingStream(image.layer(), acknowledged);
            var part = pusher.appendSlowly(upload, image.layer(), acknowledged, stalling);
            try {
                stalling.awaitHalfway();

                fault.strike();
            } finally {
                stalling.release();
            }
            assertThatThrownBy(() -> part.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        }

        chain.awaitWell(1);
        try (Pusher pusher = chain.pusher(NAMESPACE)) {
            assertThat(pusher.has(repository, image.config())).isTrue();
            int kept = pusher.kept(upload);
            assertThat(kept).isBetween(acknowledged, image.layer().length - 1);
            pusher.finish(upload, image.layer(), kept);
            pusher.manifest(image, repository, "1");
        }
        chain.node("node-1").pull(HOST + "/" + repository + ":1", image);
        assertPulls("node-2");
    }

    private void addMirror(String host) {
        chain.client()
                .resources(NodeMirror.class)
                .withName(MIRROR)
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                {"spec": {"trust": [{"host": "%s", "caFrom": {"registryRef": {"namespace": "%s", "name": "harbour"}}}]}}
                """.formatted(host, NAMESPACE));
    }

    private void awaitMirrored(String host) {
        soon(host + " is configured").untilAsserted(() -> {
            for (String node : Chain.NODES) {
                assertThat(chain.node(node).hostsFile(host)).exists();
            }
        });
    }

    /// Of what must not be made anew.
    private List<String> uids() {
        return List.of(
                chain.client()
                        .pods()
                        .inNamespace(NAMESPACE)
                        .withName("harbour-0")
                        .get()
                        .getMetadata()
                        .getUid(),
                chain.client()
                        .resources(Registry.class)
                        .inNamespace(NAMESPACE)
                        .withName("harbour")
                        .get()
                        .getMetadata()
                        .getUid(),
                chain.client()
                        .persistentVolumeClaims()
                        .inNamespace(NAMESPACE)
                        .withName("data-harbour-0")
                        .get()
                        .getMetadata()
                        .getUid());
    }
}
