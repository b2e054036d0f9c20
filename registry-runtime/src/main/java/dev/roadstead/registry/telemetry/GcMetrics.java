package dev.roadstead.registry.telemetry;

import dev.roadstead.registry.gc.GcCounters;
import dev.roadstead.registry.gc.GcReport;
import dev.roadstead.registry.gc.Removal.Kind;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/// What garbage collection did since the start of this process, and what its last run left.
final class GcMetrics {
    private static final String PREFIX = "roadstead_registry_gc_";
    private static final double MILLISECONDS = 1_000;

    private final MeterRegistry registry;
    private final GcCounters counters;

    private GcMetrics(MeterRegistry registry, GcCounters counters) {
        this.registry = registry;
        this.counters = counters;
    }

    static void register(MeterRegistry registry, GcCounters counters) {
        GcMetrics metrics = new GcMetrics(registry, counters);
        metrics.counters();
        metrics.gauges();
    }

    private void counters() {
        count("runs", "Runs, dry ones as well", GcCounters::runs);
        count("failures", "Runs that failed", GcCounters::failures);
        count("trashed_manifests", "Manifests collected", gc -> gc.removals().count(Kind.MANIFEST_TRASHED));
        count("trashed_blobs", "Blobs collected", gc -> gc.removals().count(Kind.BLOB_TRASHED));
        count("reclaimed_blobs", "Blobs deleted", gc -> gc.removals().count(Kind.BLOB_RECLAIMED));
        count("reclaimed_bytes", "Bytes made free", gc -> gc.removals().sizeInBytes(Kind.BLOB_RECLAIMED));
    }

    private void gauges() {
        last("examined", "Reviews that the last run looked at", GcReport::examined);
        last("backlog", "What is due and was not done", GcReport::backlog);
        last(
                "trash_manifests",
                "Manifests in the trash",
                report -> report.trash().manifests());
        last("trash_blobs", "Blobs in the trash", report -> report.trash().blobs());
        last("trash_bytes", "Bytes in the trash", report -> report.trash().blobBytes());
        last(
                "duration_seconds",
                "How long the last run took",
                report -> report.duration().toMillis() / MILLISECONDS);
        last(
                "started_timestamp_seconds",
                "When the last run started",
                report -> report.startedAt().toEpochMilli() / MILLISECONDS);
    }

    private void count(String name, String description, ToDoubleFunction<GcCounters> value) {
        FunctionCounter.builder(PREFIX + name, counters, value)
                .description(description)
                .register(registry);
    }

    private void last(String name, String description, ToDoubleFunction<GcReport> value) {
        Gauge.builder(
                        PREFIX + "last_" + name,
                        counters,
                        gc -> gc.last().map(value::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
