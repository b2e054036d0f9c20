package dev.roadstead.registry.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.registry.content.TestContent;
import dev.roadstead.registry.gc.Collector;
import dev.roadstead.registry.gc.GcCounters;
import dev.roadstead.registry.gc.GcSchedule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcMetricsTest {
    @TempDir
    Path folder;

    private static final RegistryConfig.Gc ASKED = new RegistryConfig.Gc(
            "@yearly",
            "Etc/UTC",
            null,
            Duration.ofDays(1),
            null,
            Duration.ofDays(7),
            Duration.ofDays(1),
            100,
            Duration.ofMillis(250),
            false,
            null,
            "now");

    @Test
    void aScheduleRunsTheCollectorAndItsFiguresAreTold() throws IOException {
        GcCounters counters = new GcCounters();
        try (TestContent content = TestContent.withFiles(folder)) {
            content.push("team/app", "left alone");
            content.pass(Duration.ofDays(2));
            Metrics metrics = new Metrics(content.store(), List::of, counters);
            assertThat(metrics.scrape()).contains("roadstead_registry_gc_runs_total 0");

            try (GcSchedule schedule = new GcSchedule(
                    pause -> new Collector(
                            content.metadata(),
                            content.objects(),
                            content.store().uploads(),
                            content.clock(),
                            pause),
                    content.metadata(),
                    counters,
                    content.clock())) {
                schedule.follow(ASKED);
                await().untilAsserted(() -> assertThat(counters.runs()).isPositive());
            }

            long runs = counters.runs();
            assertThat(metrics.scrape())
                    .contains("roadstead_registry_gc_runs_total " + runs)
                    .contains("roadstead_registry_gc_failures_total 0")
                    .contains("roadstead_registry_gc_trashed_blobs_total 1")
                    .contains("roadstead_registry_gc_reclaimed_bytes_total 0")
                    .contains("roadstead_registry_gc_last_trash_bytes 10.0")
                    .contains("roadstead_registry_gc_last_backlog 0.0");
            assertThat(counters.runs()).as("no run after the close").isEqualTo(runs);
        }
    }
}
