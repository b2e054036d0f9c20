package dev.roadstead.e2e.node;

import static dev.roadstead.e2e.node.NodeChain.NAMESPACE;
import static dev.roadstead.e2e.node.NodeChain.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.e2e.kubernetes.RunningContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// From `kubectl apply -k config/default` to a pod whose image came through the mirror, through the death of each part,
/// and back. A subclass says which containerd.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ChainOnARealNode {
    private static final int LAST = Integer.MAX_VALUE;
    private static final Duration REST = Duration.ofMinutes(1);

    private NodeChain chain;
    private Map<String, String> untouched;
    private String trusted;

    /// The folder of containerd's programs.
    abstract String containerd();

    @BeforeAll
    void install() throws Exception {
        Path folder = Path.of("target", "node", getClass().getSimpleName() + "-" + System.nanoTime())
                .toAbsolutePath();
        chain = NodeChain.start(Files.createDirectories(folder), containerd());
        untouched = chain.containerdFiles();
        trusted = chain.systemTrust();
        Instant start = Instant.now();
        chain.install();
        chain.note("from kubectl apply -k to Ready and the first push: "
                + Duration.between(start, Instant.now()).toSeconds() + " s");
    }

    @AfterAll
    void stop() {
        if (chain != null) {
            chain.close();
        }
    }

    @BeforeEach
    void startsWell() {
        chain.awaitWell();
    }

    @Test
    @Order(1)
    void aPodIsPulledThroughTheMirrorOfItsNode() throws Exception {
        for (String image : List.of("library/by-skopeo:1", "library/by-crane:1")) {
            if (image.contains("skopeo")) {
                chain.pusher().pushWithSkopeo(image);
            } else {
                chain.pusher().pushWithCrane(image);
            }
            double before = chain.pulls();

            chain.runPod(image.replaceAll("[^a-z]+", "-") + "1", "docker.io/" + image);

            assertThat(chain.pulls()).isGreaterThan(before);
            assertThat(chain.containerdLog().lines())
                    .as("containerd's log")
                    .anyMatch(line -> line.contains("/v2/" + image.substring(0, image.indexOf(':')) + "/manifests/")
                            && line.contains("ns=docker.io")
                            && !line.contains("registry-1.docker.io"))
                    .noneMatch(line -> line.contains("registry-1.docker.io"));
        }
        assertThat(chain.containerdFiles()).containsKeys("certs.d/docker.io/hosts.toml");
        assertThat(String.valueOf(chain.nodeState()
                        .getStatus()
                        .mirrors()
                        .getFirst()
                        .proof()
                        .method()))
                .isEqualTo("Containerd");
        assertThat(chain.systemTrust()).as("what the whole node trusts").isEqualTo(trusted);
    }

    @Test
    @Order(2)
    void nothingIsWrittenAtRest() throws Exception {
        // What was pushed since the last visit is told with the next.
        chain.kubectl()
                .run("annotate", "registry", "harbour", "-n", NAMESPACE, "roadstead.dev/reconcile-at=" + Instant.now());
        int[] writes = {-1};
        soon("it comes to rest").during(Duration.ofSeconds(10)).until(() -> {
            int before = writes[0];
            writes[0] = chain.writes().size();
            return before == writes[0];
        });
        long renewals = chain.renewals();

        Instant until = Instant.now().plus(REST);
        soon("a minute")
                .until(() -> chain.writes().size() > writes[0] || Instant.now().isAfter(until));

        assertThat(chain.writes().subList(writes[0], chain.writes().size())).isEmpty();
        chain.note("writes in " + REST.toSeconds() + " s at rest: 0, and " + (chain.renewals() - renewals)
                + " renewals of the operator's lease");
        for (String name : List.of("operator", "registry", "agent")) {
            RunningContainer container = chain.node().container(name);
            chain.note(name + ": " + container.residentMebibytes() + " MiB resident, ready after "
                    + chain.startTime(name).toSeconds() + " s");
        }
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    @Order(3)
    void whatIsUnderWayEndsWhenAPartDies(Part part) throws Exception {
        String name = part.name().toLowerCase(Locale.ROOT).replace('_', '-');
        chain.pusher().pushWithSkopeo("library/" + name + ":1");
        Instant start = Instant.now();
        chain.trustAlso(name + ".example.com");

        part.killAndReplace(chain);

        soon("the node is configured")
                .until(() ->
                        Files.exists(chain.node().containerdConfig("certs.d/" + name + ".example.com/hosts.toml")));
        chain.awaitWell();
        chain.runPod("after-" + name, "docker.io/library/" + name + ":1");
        chain.note("killed " + name + ", and all well again: "
                + Duration.between(start, Instant.now()).toSeconds() + " s");
    }

    @Test
    @Order(LAST)
    void whatWasThereBeforeIsThereAfterwards() throws Exception {
        chain.kubectl().run("delete", "nodemirror", "--all", "--timeout=120s");
        assertThat(chain.containerdFiles()).isEqualTo(untouched);
        chain.kubectl().run("delete", "registry", "harbour", "-n", NAMESPACE, "--timeout=120s");
        soon("the StatefulSet is gone")
                .until(() -> chain.client()
                        .apps()
                        .statefulSets()
                        .inNamespace(NAMESPACE)
                        .list()
                        .getItems()
                        .isEmpty());
        assertThat(chain.client()
                        .persistentVolumeClaims()
                        .inNamespace(NAMESPACE)
                        .withName("data-harbour-0")
                        .get()
                        .getMetadata()
                        .getDeletionTimestamp())
                .isNull();

        chain.kubectl().run("delete", "-k", "config/default", "--timeout=120s");
        assertThat(chain.client()
                        .apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(chain.systemTrust()).isEqualTo(trusted);
    }
}
