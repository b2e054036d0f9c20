package dev.roadstead.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void theMedianIsTheMiddle() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3);
        assertThat(Statistics.median(List.of())).isNaN();
    }

    @Test
    void theSpreadHasTheEnds() {
        assertThat(Statistics.spread(List.of(9.0, 1.0, 5.0))).isEqualTo(new Spread(5, 1, 9));
    }

    @Test
    void ratiosAreThoseOfTheSameRound() {
        // The machine became twice as slow in the second round, for both.
        List<Sample> first = List.of(sample(0, 100, 2.0), sample(1, 50, 4.0), sample(2, 90, 2.0));
        List<Sample> other = List.of(sample(0, 50, 6.0), sample(1, 25, 12.0));

        Comparison comparison = Comparison.of(first, other);

        assertThat(comparison.rate()).isEqualTo(new Spread(2, 2, 2));
        assertThat(comparison.cpu()).isEqualTo(new Spread(3, 3, 3));
    }

    @Test
    void whatIsUnknownHasNoRatio() {
        Comparison comparison = Comparison.of(List.of(sample(0, 100, 2.0)), List.of(sample(0, 0, null)));

        assertThat(comparison.rate().median()).isNaN();
        assertThat(comparison.cpu().median()).isNaN();
    }

    static Sample sample(int round, double rate, Double cpu) {
        return new Sample("row", "one", round, 1, 0, 1, rate, 1, 2, cpu, 0.5, 0.1, 0.2, Map.of(), null);
    }
}
