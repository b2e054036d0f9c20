package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.e2e.operator.ControlPlane.SeenWrite;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// What all scenarios share: an API server, one operator process against it, and a user's view. A subclass names the
/// control plane; the scenarios are the same for each.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OperatorScenarios {
    static final String OPERATOR_NAMESPACE = "roadstead-system";

    /// Logs stay there after the test.
    Path folder;

    ControlPlane controlPlane;
    Cluster cluster;
    OperatorProcess operator;

    abstract ControlPlane controlPlane();

    @BeforeAll
    void start() throws IOException {
        folder = Files.createDirectories(
                Path.of("target", "scenarios", getClass().getSimpleName() + "-" + System.nanoTime())
                        .toAbsolutePath());
        controlPlane = controlPlane();
        cluster = new Cluster(controlPlane.kubeconfig());
        cluster.install();
        operator = startOperator("operator");
        operator.awaitReady();
    }

    @AfterAll
    void stop() {
        try {
            if (operator != null) {
                operator.close();
            }
        } finally {
            cluster.close();
            controlPlane.close();
        }
    }

    OperatorProcess startOperator(String name) {
        try {
            Path kubeconfig = folder.resolve("kubeconfig");
            Files.writeString(kubeconfig, controlPlane.kubeconfig());
            return OperatorProcess.start(
                    kubeconfig,
                    folder.resolve(name + ".log"),
                    "--namespace=" + OPERATOR_NAMESPACE,
                    "--leader-election=false");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void restartOperator() {
        operator.kill();
        operator = startOperator("operator-" + System.nanoTime()).awaitReady();
    }

    /// Asks for another visit and waits until it is over.
    void visitAgain(Class<? extends HasMetadata> kind, String namespace, String name) {
        double before = operator.reconciliations(HasMetadata.getKind(kind).toLowerCase(java.util.Locale.ROOT));
        cluster.annotate(kind, namespace, name, "roadstead.dev/reconcile-at", String.valueOf(System.nanoTime()));
        soon().until(() ->
                operator.reconciliations(HasMetadata.getKind(kind).toLowerCase(java.util.Locale.ROOT)) > before);
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
