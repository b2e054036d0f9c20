package dev.roadstead.registry.gc;

import java.time.Duration;

/// Waits between two steps of the collector.
@FunctionalInterface
public interface Pause {

    /// False when the collector shall stop, at once or during the wait.
    boolean pause(Duration time);
}
