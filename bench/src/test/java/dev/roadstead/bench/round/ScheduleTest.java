package dev.roadstead.bench.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void takesTurnsWithinARowAndBeginsWithAnotherEachTime() {
        assertThat(order(0)).isEqualTo("1a 1b 1c 2b 2c 2a");
        assertThat(order(1)).isEqualTo("1b 1c 1a 2c 2a 2b");
        assertThat(order(2)).isEqualTo("1c 1a 1b 2a 2b 2c");
    }

    @Test
    void oneRegistryAloneHasEveryTurn() {
        assertThat(Schedule.of(3, List.of(1, 2), List.of("a"))).containsExactly(new Turn<>(1, "a"), new Turn<>(2, "a"));
    }

    private static String order(int round) {
        return Schedule.of(round, List.of(1, 2), List.of("a", "b", "c")).stream()
                .map(turn -> turn.row() + turn.contender())
                .collect(Collectors.joining(" "));
    }
}
