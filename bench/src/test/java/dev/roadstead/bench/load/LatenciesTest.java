package dev.roadstead.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void percentilesAreSamplesThatWereTaken() {
        var latencies = new Latencies(
                LongStream.rangeClosed(1, 200).map(i -> (201 - i) * 1_000_000).toArray());

        assertThat(latencies.percentileMilliseconds(50)).isEqualTo(100);
        assertThat(latencies.percentileMilliseconds(99)).isEqualTo(198);
        assertThat(latencies.percentileMilliseconds(100)).isEqualTo(200);
    }

    @Test
    void oneSampleIsEveryPercentile() {
        var latencies = new Latencies(3_000_000);

        assertThat(latencies.percentileMilliseconds(0)).isEqualTo(3);
        assertThat(latencies.percentileMilliseconds(99)).isEqualTo(3);
    }

    @Test
    void noSampleIsNoFigure() {
        assertThat(new Latencies().percentileMilliseconds(50)).isNaN();
    }
}
