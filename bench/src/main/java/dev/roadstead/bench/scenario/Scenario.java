package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Until;
import java.io.IOException;

/// A row: what is asked of a registry.
public interface Scenario {
    /// As in `--only`.
    String name();

    /// One line for people.
    String title();

    Unit unit();

    /// Whether `--quick` has it.
    boolean quick();

    /// Brings the content that it needs into a registry; not measured.
    void prepare(Stage stage) throws IOException;

    /// Whether it is run for a moment before anything is measured.
    default boolean warmsUp() {
        return true;
    }

    /// What it may leave on a registry's disk at most, in bytes.
    default long writes(Scale scale) {
        return 0;
    }

    /// Asks, for a time.
    Outcome run(Stage stage, Until until) throws IOException, InterruptedException;
}
