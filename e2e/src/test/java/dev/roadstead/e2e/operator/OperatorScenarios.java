package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.soon;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Locale;
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
}
