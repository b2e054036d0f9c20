package dev.roadstead.registry.gc;

import static dev.roadstead.registry.gc.ManifestFate.COLLECTED;
import static dev.roadstead.registry.gc.ManifestFate.KEPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.registry.metadata.ManifestReviewTable.Holds;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestFateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    enum Hold {
        TAG,
        INDEX,
        SUBJECT
    }

    private static ManifestFate fate(Holds holds, @Nullable Duration keepFor) {
        return ManifestFate.of(holds, keepFor, NOW);
    }

    private static Holds nothing(boolean orphaned, Duration age) {
        return new Holds(false, false, false, orphaned, NOW.minus(age));
    }

    @ParameterizedTest
    @EnumSource
    void anyHoldKeepsEvenAnOrphan(Hold hold) {
        Holds holds = new Holds(
                hold == Hold.TAG, hold == Hold.INDEX, hold == Hold.SUBJECT, true, NOW.minus(Duration.ofDays(99)));

        assertThat(fate(holds, Duration.ZERO)).isEqualTo(KEPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "P1D", "P999D"})
    void anOrphanIsCollectedWhateverTheRuleForUntaggedOnes(Duration keepFor) {
        assertThat(fate(nothing(true, Duration.ofHours(1)), keepFor)).isEqualTo(COLLECTED);
        assertThat(fate(nothing(true, Duration.ofHours(1)), null)).isEqualTo(COLLECTED);
    }

    @ParameterizedTest(name = "untagged for {0}, kept for {1}: {2}")
    @CsvSource({"P6D, P7D, WAITS", "P7D, P7D, WAITS", "PT168H0.001S, P7D, COLLECTED", "P99D, , WAITS"})
    void anUntaggedOneWaitsForItsTime(Duration age, @Nullable Duration keepFor, ManifestFate expected) {
        assertThat(fate(nothing(false, age), keepFor)).isEqualTo(expected);
    }
}
