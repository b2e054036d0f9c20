package dev.roadstead.operator.telemetry;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;

/// Counts and times reconciliations by kind, and by nothing that grows with the cluster.
public final class ReconcileMetrics implements Metrics {
    private final MeterRegistry meters;

    public ReconcileMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void finishedReconciliation(HasMetadata resource, Map<String, Object> metadata) {
        count(resource, "success");
    }

    @Override
    public void failedReconciliation(HasMetadata resource, Exception exception, Map<String, Object> metadata) {
        count(resource, "failure");
    }

    private void count(HasMetadata resource, String result) {
        meters.counter(
                        "roadstead.operator.reconciliations",
                        "kind",
                        resource.getKind().toLowerCase(Locale.ROOT),
                        "result",
                        result)
                .increment();
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        Timer.Sample sample = Timer.start(meters);
        try {
            return execution.execute();
        } finally {
            sample.stop(meters.timer(
                    "roadstead.operator.execution",
                    "controller",
                    execution.controllerName(),
                    "step",
                    execution.name()));
        }
    }
}
