package dev.roadstead.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.e2e.operator.ControlPlane.SeenWrite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// An API server with the CRDs, a user's view of it, and a way to start operators against it. A subclass names the
/// control plane; the scenarios are the same for each.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ControlPlaneScenarios {
    static final String OPERATOR_NAMESPACE = "roadstead-system";

    /// Logs stay there after the test.
    Path folder;

    ControlPlane controlPlane;
    Cluster cluster;

    abstract ControlPlane controlPlane();

    @BeforeAll
    void startControlPlane() throws IOException {
        folder = Files.createDirectories(
                Path.of("target", "scenarios", getClass().getSimpleName() + "-" + System.nanoTime())
                        .toAbsolutePath());
        controlPlane = controlPlane();
        cluster = new Cluster(controlPlane.kubeconfig());
        cluster.install();
    }

    @AfterAll
    void stopControlPlane() {
        if (cluster != null) {
            cluster.close();
        }
        if (controlPlane != null) {
            controlPlane.close();
        }
    }

    OperatorProcess startOperator(String name, String leaderElection) {
        try {
            Path kubeconfig = folder.resolve("kubeconfig");
            Files.writeString(kubeconfig, controlPlane.operatorKubeconfig());
            return OperatorProcess.start(
                    kubeconfig, folder.resolve(name + ".log"), "--namespace=" + OPERATOR_NAMESPACE, leaderElection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes in a namespace since there were `from` of all; cluster-scoped ones are of namespace "".
    List<SeenWrite> writesSince(int from, String namespace) {
        List<SeenWrite> all = controlPlane.writes();
        return all.subList(from, all.size()).stream()
                .filter(write -> write.namespace() == null
                        ? namespace.isEmpty()
                        : write.namespace().equals(namespace))
                .filter(write -> !write.isOfLeadership())
                .toList();
    }

    void assertNoWrites(int from, String namespace) {
        assertThat(writesSince(from, namespace)).isEmpty();
    }
}
