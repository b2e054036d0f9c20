package dev.roadstead.bench.round;

import java.util.ArrayList;
import java.util.List;

/// The order within a round: row by row, in each of them every contender once, and not always the same one first, for
/// who
/// comes second finds the caches and the disk as the first one left them.
public final class Schedule {
    private Schedule() {}

    /// @param round from 0
    public static <R, C> List<Turn<R, C>> of(int round, List<R> rows, List<C> contenders) {
        List<Turn<R, C>> turns = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < contenders.size(); i++) {
                turns.add(new Turn<>(rows.get(row), contenders.get((i + row + round) % contenders.size())));
            }
        }
        return List.copyOf(turns);
    }
}
