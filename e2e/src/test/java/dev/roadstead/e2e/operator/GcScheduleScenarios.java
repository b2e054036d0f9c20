package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.message;
import static dev.roadstead.e2e.operator.Cluster.soon;
import static dev.roadstead.e2e.operator.Cluster.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfigs;
import dev.roadstead.crd.GCSchedule;
import dev.roadstead.crd.GCScheduleStatus;
import dev.roadstead.crd.Registry;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A GCSchedule from its first apply to the runs of the registry, as its status tells of them.
abstract class GcScheduleScenarios extends CacheScenarios {
    private static final String YEARLY = "schedule: '@yearly', uploads: {abandonedAfter: 0s}";

    @AfterEach
    void removeSchedules() {
        cluster.client().resources(GCSchedule.class).inNamespace(namespace).delete();
    }

    private void applySchedule(String name, String spec) {
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: GCSchedule
                metadata: {name: %s, namespace: %s}
                spec: {registryRef: {name: harbour}, %s}
                """.formatted(name, namespace, spec));
    }

    private RegistryPod startReady(String spec) {
        applyRegistry();
        RegistryPod pod = startPod();
        applySchedule("nightly", spec);
        awaitNightly("Ready", "True/Ready");
        return pod;
    }

    private List<Condition> nightly() {
        return cluster.conditionsOfGcSchedule(namespace, "nightly");
    }

    private void awaitNightly(String type, String expected) {
        soon().untilAsserted(() -> assertThat(state(nightly(), type))
                .as(type + ": " + message(nightly(), type))
                .isEqualTo(expected));
    }

    private Optional<RegistryConfig.Gc> renderedGc() {
        return Optional.ofNullable(RegistryConfigs.read(cluster.secret(namespace, "harbour-config", "registry.yaml"))
                .gc());
    }

    private GCScheduleStatus status() {
        return cluster.gcSchedule(namespace, "nightly").getStatus();
    }

    private GCScheduleStatus runNow(String wish) {
        cluster.annotate(GCSchedule.class, namespace, "nightly", "roadstead.dev/run-now", wish);
        soon().until(() -> wish.equals(status().lastHandledRunNow()));
        return status();
    }

    @Test
    void isFollowedByItsRegistryAndRunWhenAsked() {
        startReady(YEARLY);
        assertThat(status().nextRunTime()).endsWith("-01-01T00:00:00Z");
        assertThat(state(nightly(), "ConfigApplied")).isEqualTo("True/ConfigApplied");
        assertThat(state(nightly(), "LastRunSucceeded")).isEqualTo("Unknown/NotRunYet");
        user().beginUpload("team/app");

        GCScheduleStatus after = runNow("one");

        assertThat(after.lastRun().endedUploads()).isOne();
        assertThat(after.lastRun().complete()).isTrue();
        assertThat(after.lastRun().dryRun()).isFalse();
        assertThat(after.backlog()).isZero();
        assertThat(state(nightly(), "LastRunSucceeded")).isEqualTo("True/RunCompleted");
        assertThat(runNow("two").lastRun().endedUploads()).isZero();
    }

    @Test
    void tellsInADryRunWhatTheRealOneTakes() {
        startReady(YEARLY + ", dryRun: true");
        user().beginUpload("team/app");

        GCScheduleStatus dry = runNow("one");
        applySchedule("nightly", YEARLY);
        awaitNightly("Ready", "True/Ready");
        GCScheduleStatus real = runNow("two");

        assertThat(dry.lastRun().dryRun()).isTrue();
        assertThat(dry.lastRun().endedUploads()).isOne();
        assertThat(real.lastRun().dryRun()).isFalse();
        assertThat(real.lastRun().endedUploads()).isOne();
    }

    @Test
    void takesWhatIsPlannedOnlyOnceItIsApproved() {
        startReady(YEARLY + ", approval: Required");
        user().beginUpload("team/app");

        GCScheduleStatus.Plan plan = runNow("one").plan();
        assertThat(plan.endedUploads()).isOne();
        assertThat(plan.sample()).singleElement().asString().startsWith("upload: ");
        assertThat(state(nightly(), "ApprovalPending")).isEqualTo("True/PlanReady");
        assertThat(message(nightly(), "ApprovalPending")).contains("roadstead.dev/approve-plan=" + plan.name());

        cluster.annotate(GCSchedule.class, namespace, "nightly", "roadstead.dev/approve-plan", "another");
        awaitNightly("ApprovalPending", "True/PlanOutdated");
        assertThat(status().lastRun().dryRun()).isTrue();

        cluster.annotate(GCSchedule.class, namespace, "nightly", "roadstead.dev/approve-plan", plan.name());
        awaitNightly("ApprovalPending", "");
        soon().untilAsserted(() -> assertThat(status().lastRun().dryRun()).isFalse());
        assertThat(status().lastRun().plan()).isEqualTo(plan.name());
        assertThat(status().lastRun().endedUploads()).isOne();
        assertThat(status().plan()).isNull();
    }

    @Test
    void runsOverAndOverAndWritesNothingAtRest() {
        startReady("continuous: {interval: 1s}, uploads: {abandonedAfter: 0s}");
        user().beginUpload("team/app");
        soon().untilAsserted(() -> {
            askRegistryNow();
            assertThat(status().lastRun()).isNotNull();
            assertThat(status().lastRun().endedUploads()).isOne();
        });
        int from = settled(namespace);

        soon().during(Duration.ofSeconds(4)).until(() -> {
            askRegistryNow();
            return true;
        });

        assertThat(writesSince(from, namespace))
                .as("besides annotations of the Registry")
                .allMatch(write ->
                        write.subresource().isEmpty() && write.resource().equals("registries"));
    }

    @Test
    void anOlderOneRulesUntilItIsDeleted() {
        startReady(YEARLY);
        // Ages are told in seconds.
        soon().until(() -> {
            applySchedule("abc", "continuous: {}");
            boolean isYounger = cluster.gcSchedule(namespace, "abc")
                            .getMetadata()
                            .getCreationTimestamp()
                            .compareTo(cluster.gcSchedule(namespace, "nightly")
                                    .getMetadata()
                                    .getCreationTimestamp())
                    > 0;
            if (!isYounger) {
                cluster.client()
                        .resources(GCSchedule.class)
                        .inNamespace(namespace)
                        .withName("abc")
                        .delete();
            }
            return isYounger;
        });

        soon().untilAsserted(() -> assertThat(state(cluster.conditionsOfGcSchedule(namespace, "abc"), "Stalled"))
                .isEqualTo("True/Conflict"));
        assertThat(message(cluster.conditionsOfGcSchedule(namespace, "abc"), "Conflict"))
                .contains("the older GCSchedule nightly");
        assertThat(state(nightly(), "Ready")).isEqualTo("True/Ready");

        cluster.client()
                .resources(GCSchedule.class)
                .inNamespace(namespace)
                .withName("nightly")
                .delete();

        soon().untilAsserted(() -> assertThat(state(cluster.conditionsOfGcSchedule(namespace, "abc"), "Ready"))
                .isEqualTo("True/Ready"));
        assertThat(renderedGc())
                .hasValueSatisfying(gc -> assertThat(gc.interval()).isEqualTo(Duration.ofMinutes(1)));
    }

    @Test
    void saysWhatItCannotFollow() {
        startReady(YEARLY);

        applySchedule("nightly", "schedule: '0 0 30 2 *'");
        awaitNightly("Stalled", "True/ScheduleInvalid");
        assertThat(message(nightly(), "Stalled")).contains("spec.schedule", "no such day");
        soon().untilAsserted(() -> assertThat(renderedGc()).isEmpty());

        applySchedule("nightly", "schedule: '@daily', timeZone: Europe/Atlantis");
        soon().untilAsserted(() -> assertThat(message(nightly(), "Stalled")).contains("Europe/Atlantis"));

        applySchedule("nightly", "schedule: '@daily', timeZone: Europe/Berlin");
        awaitNightly("Ready", "True/Ready");
        assertThat(state(nightly(), "Stalled")).isEmpty();
    }

    @Test
    void restsWhileItIsSuspendedAndStaysAsItIsWhilePaused() {
        startReady(YEARLY);

        applySchedule("nightly", YEARLY + ", suspend: true");
        awaitNightly("Suspended", "True/Suspended");
        awaitNightly("Ready", "True/Ready");
        assertThat(renderedGc()).isEmpty();

        applySchedule("nightly", YEARLY);
        awaitNightly("Suspended", "");
        awaitNightly("Ready", "True/Ready");
        cluster.annotate(GCSchedule.class, namespace, "nightly", "roadstead.dev/paused", "true");
        awaitNightly("Paused", "True/Paused");
        applySchedule("nightly", "continuous: {}");
        askRegistryNow();
        assertThat(renderedGc())
                .hasValueSatisfying(gc -> assertThat(gc.schedule()).isEqualTo("@yearly"));
    }

    @Test
    void waitsForItsRegistry() {
        applySchedule("nightly", YEARLY);
        awaitNightly("Stalled", "True/RegistryNotFound");

        applyRegistry();
        awaitNightly("Reconciling", "True/RegistryNotReady");
        RegistryPod pod = startPod();
        awaitNightly("Ready", "True/Ready");
        assertThat(runNow("one").lastRun()).isNotNull();

        pod.crash();
        askRegistryNow();
        awaitNightly("Ready", "False/RegistryNotReady");
        assertThat(status().lastRun()).as("what was known stays").isNotNull();

        pod.restart();
        visitAgain(Registry.class, namespace, "harbour");
        awaitNightly("Ready", "True/Ready");
        assertThat(status().lastHandledRunNow()).isEqualTo("one");
    }
}
