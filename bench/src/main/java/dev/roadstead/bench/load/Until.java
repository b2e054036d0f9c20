package dev.roadstead.bench.load;

import java.time.Duration;

/// When clients begin no further operation: after a time, or when they have moved a volume. What was begun is ended,
/// and counts.
public record Until(Duration time, long volumeInBytes) {
    /// The same for who leaves nothing on a disk.
    public Until timeOnly() {
        return after(time);
    }

    public static Until after(Duration time) {
        return new Until(time, Long.MAX_VALUE);
    }
}
