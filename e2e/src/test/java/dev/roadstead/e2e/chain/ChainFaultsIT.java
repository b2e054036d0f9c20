package dev.roadstead.e2e.chain;

import static dev.roadstead.e2e.chain.Chain.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.Registry;
import dev.roadstead.e2e.registry.Program;
import dev.roadstead.node.cri.CriClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
            chain.close();
            assertThat(chain.programs().all()).isEmpty();
        }
        if (folder != null) {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }

    @BeforeEach
    void startsWell() {
        chain.awaitWell(1);
    }

    /// What was pushed before any fault is what the node gets.
    private void assertPulls(String node) {
        assertThat(chain.pull(node, HOST + "/demo/before:1")).isEqualTo(pushed.digest());
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
        applySecond();
        soon("the apply has begun")
                .until(() -> chain.client()
                                .secrets()
                                .inNamespace("second")
                                .withName("harbour-admin")
                                .get()
                        != null);

        killAndAwaitAnother(chain.programs().one(Programs.OPERATOR));

        chain.awaitWell(2);
        assertSecondServes();
        assertPulls("node-1");
        deleteSecond();
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
        Path hosts = chain.certs(nodeOf(agent)).resolve(HOST).resolve("hosts.toml");
        String before = Files.readString(hosts);

        agent.kill();
        Files.delete(hosts);

        soon("the file is back").until(() -> Files.exists(hosts));
        assertThat(hosts).hasContent(before);
        chain.awaitWell(1);
        assertPulls(nodeOf(agent));
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
        assertThat(unfinished(nodeOf(agent))).isEmpty();
        assertPulls(nodeOf(agent));
    }

    @Test
    void aContainerdThatDiesAtRestPullsAgain() throws Exception {
        Programs.Running containerd = chain.programs().one(Programs.CONTAINERD);

        killAndAwaitAnother(containerd);

        awaitContainerd(nodeOf(containerd));
        chain.awaitWell(1);
        assertPulls(nodeOf(containerd));
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
        String node = nodeOf(containerd);
        CompletableFuture<String> pull = CompletableFuture.supplyAsync(() -> chain.pull(node, image));
        soon("containerd has begun to write").pollInterval(Duration.ofMillis(2)).until(() -> ingests(node));
        // The rest is held back, so that the pull cannot end first.
        registry.signal("STOP");
        try {
            killAndAwaitAnother(containerd);
        } finally {
            registry.signal("CONT");
        }
        assertThatThrownBy(() -> pull.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);

        awaitContainerd(node);
        assertThat(chain.pull(node, image)).isEqualTo(large.digest());
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
        pushWith("during-sandbox", () -> {
            applySecond();
            chain.killSandbox();
            chain.startSandbox();
            chain.awaitWell(2);
            assertSecondServes();
            deleteSecond();
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
        assertThat(chain.pull("node-1", HOST + "/" + repository + ":1")).isEqualTo(image.digest());
        assertPulls("node-2");
    }

    /// `nodes/<node>` for a containerd; an agent's pod says where it is.
    private String nodeOf(Programs.Running program) {
        if (program.role().equals(Programs.CONTAINERD)) {
            return program.folder().getFileName().toString();
        }
        String pod = program.folder().getFileName().toString();
        return chain.client().pods().inNamespace("roadstead-nodes").list().getItems().stream()
                .filter(each -> pod.endsWith(each.getMetadata().getUid()))
                .map(each -> each.getSpec().getNodeName())
                .findFirst()
                .orElseThrow();
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
                assertThat(chain.certs(node).resolve(host).resolve("hosts.toml"))
                        .exists();
            }
        });
    }

    private List<Path> unfinished(String node) throws IOException {
        try (var files = Files.walk(chain.certs(node))) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(".roadstead-tmp-") || name.startsWith("probe-");
                    })
                    .toList();
        }
    }

    private boolean ingests(String node) throws IOException {
        Path ingest = chain.node(node).resolve("var/lib/containerd/io.containerd.content.v1.content/ingest");
        try (var uploads = Files.list(ingest)) {
            for (Path upload : uploads.toList()) {
                if (Files.exists(upload.resolve("data")) && Files.size(upload.resolve("data")) > MEGABYTE) {
                    return true;
                }
            }
        }
        return false;
    }

    private void awaitContainerd(String node) {
        soon("containerd answers").ignoreExceptions().until(() -> {
            try (CriClient containerd = chain.containerd(node)) {
                return containerd.version().runtimeName().equals("containerd");
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

    private void applySecond() {
        chain.apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: second}
                ---
                apiVersion: roadstead.dev/v1alpha1
                kind: Registry
                metadata: {name: harbour, namespace: second}
                spec: {host: second.roadstead.example, storage: {filesystem: {size: 1Gi}}, access: {anonymousPull: true}}
                ---
                apiVersion: roadstead.dev/v1alpha1
                kind: NodeMirror
                metadata: {name: through-second}
                spec:
                  mirrors:
                  - host: second.roadstead.example
                    fallback: None
                    endpoints: [{registryRef: {namespace: second, name: harbour}}]
                """);
    }

    private void assertSecondServes() throws Exception {
        ChainImage image = ChainImage.random(MEGABYTE);
        try (Pusher pusher = chain.pusher("second")) {
            pusher.push(image, "demo/second", "1");
        }
        assertThat(chain.pull("node-1", "second.roadstead.example/demo/second:1"))
                .isEqualTo(image.digest());
    }

    /// With its data, so that the next one begins anew.
    private void deleteSecond() {
        chain.client().resources(NodeMirror.class).withName("through-second").delete();
        chain.client()
                .resources(Registry.class)
                .inNamespace("second")
                .withName("harbour")
                .delete();
        soon("the second Registry is gone")
                .until(() -> chain.client()
                        .resources(Registry.class)
                        .inNamespace("second")
                        .list()
                        .getItems()
                        .isEmpty());
        chain.client().namespaces().withName("second").delete();
        soon("its namespace is gone")
                .until(() -> chain.client().namespaces().withName("second").get() == null);
    }
}
