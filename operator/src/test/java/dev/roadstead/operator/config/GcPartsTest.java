package dev.roadstead.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.crd.GCSchedule;
import dev.roadstead.operator.condition.ReconcileException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcPartsTest {
    private static GCSchedule schedule(String name, String created, String annotations, String spec) {
        return Serialization.unmarshal("""
                apiVersion: roadstead.dev/v1alpha1
                kind: GCSchedule
                metadata: {name: %s, namespace: registries, creationTimestamp: "%s", annotations: %s}
                spec: {registryRef: {name: harbour}, %s}
                """.formatted(name, created, annotations, spec), GCSchedule.class);
    }

    private static GCSchedule schedule(String annotations, String spec) {
        return schedule("nightly", "2026-01-01T00:00:00Z", annotations, spec);
    }

    private static RegistryConfig.Gc resolve(String spec) {
        return GcParts.resolve(schedule("{}", spec));
    }

    @Test
    void hasDefaultsForEverything() {
        RegistryConfig.Gc standard = RegistryConfig.Gc.DEFAULT;

        assertThat(resolve("continuous: {}"))
                .isEqualTo(new RegistryConfig.Gc(
                        null,
                        "Etc/UTC",
                        Duration.ofMinutes(1),
                        standard.grace(),
                        null,
                        standard.trashKeepFor(),
                        standard.uploadsAbandonedAfter(),
                        standard.maxDeletesPerSecond(),
                        standard.pauseAboveLatency(),
                        false,
                        null,
                        null));
    }

    @Test
    void takesEveryField() {
        GCSchedule schedule = schedule("{roadstead.dev/run-now: \"7\", roadstead.dev/approve-plan: 5f2c}", """
                schedule: ' 0 3 * * * ', timeZone: Europe/Berlin, gracePeriod: 2h, untagged: {keepFor: 30d},
                trash: {keepFor: 3d}, uploads: {abandonedAfter: 90s}, dryRun: true, approval: Required,
                iops: {maxDeletesPerSecond: 5, pauseAboveLatency: 10ms}""");

        assertThat(GcParts.resolve(schedule))
                .isEqualTo(new RegistryConfig.Gc(
                        "0 3 * * *",
                        "Europe/Berlin",
                        null,
                        Duration.ofHours(2),
                        Duration.ofDays(30),
                        Duration.ofDays(3),
                        Duration.ofSeconds(90),
                        5,
                        Duration.ofMillis(10),
                        true,
                        new RegistryConfig.Gc.Approval("5f2c"),
                        "7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "schedule: '0 0 30 2 *';               spec.schedule",
                "schedule: '61 * * * *';               spec.schedule minute",
                "schedule: '@daily', timeZone: Nowhere; spec.timeZone Nowhere",
                "continuous: {interval: 999ms};        spec.continuous.interval",
                "schedule: '@daily', gracePeriod: 99999999999999999999d; spec.gracePeriod",
            })
    void namesTheFieldThatCannotBeFollowed(String spec, String message) {
        assertThatThrownBy(() -> resolve(spec))
                .isInstanceOf(ReconcileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theOldestRules() {
        GCSchedule younger = schedule("a", "2026-02-02T00:00:00Z", "{}", "continuous: {}");
        GCSchedule older = schedule("b", "2026-01-01T00:00:00Z", "{}", "schedule: '@daily'");

        assertThat(GcParts.of(List.of(younger, older), null)).isEqualTo(GcParts.resolve(older));
        older.getMetadata().setDeletionTimestamp("2026-03-03T00:00:00Z");
        assertThat(GcParts.of(List.of(younger, older), null)).isEqualTo(GcParts.resolve(younger));
    }

    @Test
    void nothingIsCollectedWithoutOneThatCanBeFollowed() {
        assertThat(GcParts.of(List.of(), resolve("continuous: {}"))).isNull();
        assertThat(GcParts.of(List.of(schedule("{}", "continuous: {}, suspend: true")), null))
                .isNull();
        assertThat(GcParts.of(List.of(schedule("{}", "schedule: '0 0 30 2 *'")), resolve("continuous: {}")))
                .isNull();
    }

    @Test
    void aPausedOneKeepsItsPart() {
        RegistryConfig.Gc before = resolve("schedule: '@daily'");
        GCSchedule paused = schedule("{roadstead.dev/paused: \"true\"}", "continuous: {}");

        assertThat(GcParts.of(List.of(paused), before)).isEqualTo(before);
        assertThat(GcParts.of(List.of(paused), null)).isNull();
    }
}
