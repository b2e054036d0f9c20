package dev.roadstead.registry.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.registry.content.TestContent;
import dev.roadstead.registry.gc.GcCounters;
import dev.roadstead.registry.storage.StorageFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What readiness and metrics say of a storage with a fault.
class StorageTelemetryTest {
    @TempDir
    Path folder;

    private TestContent content;
    private Readiness readiness;

    @BeforeEach
    void open() {
        content = TestContent.withFiles(folder);
        readiness = new Readiness(content.store());
    }

    @AfterEach
    void close() throws IOException {
        content.close();
    }

    @Test
    void aHealthyOneIsReady() {
        assertThat(readiness.notReadyReasons()).isEmpty();
    }

    @Test
    void aFullOneIsDegraded() {
        content.health().diagnose(StorageFault.FULL);

        assertThat(readiness.unavailableReasons()).isEmpty();
        assertThat(readiness.degradedReasons()).containsExactly("the registry's storage is full");
        assertThat(readiness.notReadyReasons()).containsExactly("the registry's storage is full");
    }

    @Test
    void aBrokenOneIsNotReadyUntilItIsWritten() {
        content.health().diagnose(StorageFault.IO_ERROR);

        assertThat(readiness.unavailableReasons()).containsExactly("the registry's storage reports an I/O error");
        content.health().recheck();
        assertThat(readiness.notReadyReasons()).isEmpty();
    }

    @Test
    void metricsCount() {
        Metrics metrics = new Metrics(content.store(), List::of, new GcCounters());
        metrics.add(content.health());
        assertThat(metrics.scrape()).contains("roadstead_registry_storage_writable 1");

        content.health().diagnose(StorageFault.FULL);

        assertThat(metrics.scrape())
                .contains("roadstead_registry_storage_writable 0")
                .contains("roadstead_registry_storage_failures_total{fault=\"full\"} 1")
                .contains("roadstead_registry_storage_failures_total{fault=\"io_error\"} 0");
    }
}
