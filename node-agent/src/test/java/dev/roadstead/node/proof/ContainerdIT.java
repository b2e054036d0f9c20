package dev.roadstead.node.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadstead.node.cri.CriClient;
import dev.roadstead.node.cri.CriException;
import dev.roadstead.node.files.FileWriter;
import dev.roadstead.node.files.LinuxDisk;
import dev.roadstead.node.files.NodeFiles;
import dev.roadstead.node.files.NodePaths;
import dev.roadstead.node.hosts.DesiredHosts;
import dev.roadstead.node.hosts.TestPlans;
import dev.roadstead.node.pull.TestRegistry;
import dev.roadstead.node.tls.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Against a real containerd, where the machine has one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerdIT {
    private static final TestCa CA = TestCa.named("ca");
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Path root;
    private NodePaths paths;
    private Containerd containerd;

    @BeforeAll
    void setUp(@TempDir Path folder) throws IOException {
        root = folder;
        assumeTrue(Containerd.isAvailable(), "needs root and /usr/bin/containerd (Debian: apt-get install containerd)");
        paths = new NodePaths(root.resolve("etc"), root.resolve("state-of-agent"));
        containerd = new Containerd(root, paths.certs());
        await().atMost(DEADLINE).ignoreExceptionsInstanceOf(CriException.class).until(this::isServing);
    }

    @AfterAll
    void tearDown() throws InterruptedException {
        if (containerd != null) {
            containerd.close();
        }
    }

    private boolean isServing() {
        try (CriClient client = CriClient.open(containerd.socket())) {
            return client.version().runtimeName().equals("containerd");
        }
    }

    private Prover prover(NodePaths of) {
        return new Prover(of, new FileWriter(new LinuxDisk()), ProbeMode.CONTAINERD, Clock.systemUTC());
    }

    @Test
    void provesThatContainerdGoesByTheFilesAndLeavesNothingBehind() {
        Prover.PathProof proof = prover(paths).provePath(Optional.of(containerd.socket()));

        assertThat(proof).isInstanceOfSatisfying(Prover.PathProof.Used.class, used -> {
            assertThat(used.method()).isEqualTo(Proof.Method.Containerd);
            assertThat(used.evidence()).contains("and pulled the probe image");
        });
        assertThat(paths.certs().toFile().list()).noneMatch(name -> name.startsWith("probe-"));
    }

    @Test
    void tellsWhenContainerdDoesNotReadTheFolder() {
        NodePaths elsewhere = new NodePaths(root.resolve("elsewhere"), root.resolve("state"));

        Prover.PathProof proof = prover(elsewhere).provePath(Optional.of(containerd.socket()));

        assertThat(proof)
                .isInstanceOfSatisfying(
                        Prover.PathProof.NotUsed.class,
                        notUsed -> assertThat(notUsed.why().reason()).isEqualTo(ProofOutcome.Reason.PathNotUsed));
    }

    @Test
    void pullsThroughAMirrorThatOnlyItsCaVouchesFor() {
        ProbeImage image = new ProbeImage();
        try (TestRegistry registry = new TestRegistry(CA);
                CriClient client = CriClient.open(containerd.socket())) {
            image.contents().values().forEach(registry::put);
            registry.tag("1", image.contents().get(image.digest().toString()));
            DesiredHosts desired = TestPlans.desired(
                    TestPlans.plan(TestPlans.mirror("quay.io", TestPlans.endpoint(registry.url(), CA.pem()))));
            new NodeFiles(paths, new LinuxDisk(), Duration.ZERO).apply(desired, Instant.now());

            String id = client.pull("quay.io/team/app:1", DEADLINE);

            assertThat(registry.requests()).contains("HEAD /v2/team/app/manifests/1?ns=quay.io");
            assertThat(client.find("quay.io/team/app:1"))
                    .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo(id));
            client.remove("quay.io/team/app:1");
            assertThat(client.find("quay.io/team/app:1")).isEmpty();
        }
    }

    @Test
    void passesOnWhatTheRuntimeSays() {
        try (CriClient client = CriClient.open(containerd.socket())) {
            assertThat(client.info().get("config")).contains("\"configPath\":\"" + paths.certs() + "\"");
            assertThatThrownBy(() -> client.pull("not an image", DEADLINE))
                    .isInstanceOf(CriException.class)
                    .hasMessageStartingWith("PullImage: status ");
        }
    }

    @Test
    void aSocketWithoutARuntimeIsNamed() {
        assertThatThrownBy(() -> CriClient.open(root.resolve("nobody.sock")))
                .isInstanceOf(CriException.class)
                .hasMessageContaining("no runtime answers at");
    }
}
