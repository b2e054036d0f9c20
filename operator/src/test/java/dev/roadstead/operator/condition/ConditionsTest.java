package dev.roadstead.operator.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void keepsTheTimeWhileTheStatusStays() {
        List<Condition> before =
                at(NOON, List.of()).no("Ready", Reason.PodsNotReady, "one").toList();

        List<Condition> after = at(NOON.plusSeconds(60), before)
                .no("Ready", Reason.PodFailing, "two")
                .toList();

        assertThat(after).singleElement().satisfies(condition -> {
            assertThat(condition.getLastTransitionTime()).isEqualTo("2026-11-23T12:00:00Z");
            assertThat(condition.getReason()).isEqualTo("PodFailing");
            assertThat(condition.getMessage()).isEqualTo("two");
        });
    }

    @Test
    void movesTheTimeWithTheStatus() {
        List<Condition> before =
                at(NOON, List.of()).no("Ready", Reason.PodsNotReady, "one").toList();

        List<Condition> after = at(NOON.plusSeconds(60), before).ready("two").toList();

        assertThat(after)
                .singleElement()
                .extracting(Condition::getLastTransitionTime)
                .isEqualTo("2026-11-23T12:01:00Z");
    }

    @Test
    void isEqualToItselfOnASecondVisit() {
        List<Condition> first = visit(at(NOON, List.of()));

        List<Condition> second = visit(at(NOON.plus(Duration.ofHours(1)), first));

        assertThat(second).isEqualTo(first);
    }

    private static List<Condition> visit(Conditions conditions) {
        return conditions
                .yes("StorageReady", Reason.StorageBound, "bound")
                .unknown("DatabaseReady", Reason.Unknown, "not asked")
                .reconciling(Reason.ConfigPending, "waits")
                .toList();
    }

    @Test
    void showsReconcilingAndStalledOnlyWhileTrue() {
        Conditions conditions = at(NOON, List.of()).reconciling(Reason.ConfigPending, "waits");
        assertThat(types(conditions)).containsExactly("Ready", "Reconciling");

        conditions.stalled(Reason.SecretNotFound, "missing");
        assertThat(types(conditions)).containsExactly("Ready", "Stalled");

        conditions.ready("serves");
        assertThat(types(conditions)).containsExactly("Ready");
    }

    @Test
    void doesNotCarryOverWhatTheVisitDidNotSay() {
        List<Condition> before =
                at(NOON, List.of()).yes("Paused", Reason.Paused, "x").toList();

        assertThat(types(at(NOON, before).ready("serves"))).containsExactly("Ready");
        assertThat(types(at(NOON, before).keepAll().ready("serves"))).containsExactly("Paused", "Ready");
    }

    @Test
    void tellsWhatIsWorthAnEvent() {
        List<Condition> before = at(NOON, List.of())
                .yes("StorageReady", Reason.StorageBound, "bound")
                .no("Available", Reason.PodsNotReady, "none")
                .toList();

        Conditions now = at(NOON, before)
                .yes("StorageReady", Reason.StorageBound, "other words")
                .no("Available", Reason.PodFailing, "crashes")
                .yes("ConfigApplied", Reason.ConfigApplied, "new");

        assertThat(now.transitions()).extracting(Condition::getType).containsExactly("Available", "ConfigApplied");
    }

    @Test
    void namesTheGenerationThatWasLookedAt() {
        var conditions = new Conditions(List.of(), 7, Clock.systemUTC()).ready("serves");

        assertThat(conditions.toList())
                .singleElement()
                .extracting(Condition::getObservedGeneration)
                .isEqualTo(7L);
    }

    @Test
    void findsTheFirstThatIsNotTrue() {
        Conditions conditions = at(NOON, List.of())
                .yes("A", Reason.Ready, "")
                .unknown("B", Reason.Unknown, "")
                .no("C", Reason.Failed, "");

        assertThat(conditions.firstNotTrue("A", "B", "C"))
                .map(Condition::getType)
                .contains("B");
        assertThat(conditions.firstNotTrue("A")).isEmpty();
    }

    private static List<String> types(Conditions conditions) {
        return conditions.toList().stream().map(Condition::getType).toList();
    }

    private static Conditions at(Instant now, List<Condition> before) {
        return new Conditions(before, 1, Clock.fixed(now, ZoneOffset.UTC));
    }
}
