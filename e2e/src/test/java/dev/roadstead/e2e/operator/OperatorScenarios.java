package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.soon;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Scenarios with one operator process.
abstract class OperatorScenarios extends ControlPlaneScenarios {
    private static final String ALONE = "--leader-election=false";

    OperatorProcess operator;

    @BeforeAll
    void startOperator() {
        operator = startOperator("operator", ALONE);
        operator.awaitReady();
    }

    @AfterAll
    void stopOperator() {
        if (operator != null) {
            operator.close();
        }
    }

    void restartOperator() {
        operator.kill();
        operator = startOperator("operator-" + System.nanoTime(), ALONE);
        operator.awaitReady();
    }

    /// Asks for another visit and waits until it is over.
    void visitAgain(Class<? extends HasMetadata> kind, String namespace, String name) {
        String counted = HasMetadata.getKind(kind).toLowerCase(Locale.ROOT);
        double before = operator.reconciliations(counted);
        cluster.annotate(kind, namespace, name, "roadstead.dev/reconcile-at", String.valueOf(System.nanoTime()));
        soon().until(() -> operator.reconciliations(counted) > before);
    }

    /// Waits until nothing more is written there, as visits that began earlier may still end.
    ///
    /// @param namespaces as in [#writesSince]
    /// @return how many writes there were until then, of all
    int settled(String... namespaces) {
        int[] before = {-1};
        soon().during(Duration.ofSeconds(2)).until(() -> {
            int now = Stream.of(namespaces)
                    .mapToInt(namespace -> writesSince(0, namespace).size())
                    .sum();
            boolean isQuiet = now == before[0];
            before[0] = now;
            return isQuiet;
        });
        return controlPlane.writes().size();
    }
}
