package dev.roadstead.e2e.registry.load;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The blobs that clients push. There are few, so that the same one is pushed, mounted and deleted by many.
public record Contents(List<Content> all) {
    private static final int LARGE_EACH = 12;

    public Contents {
        all = List.copyOf(all);
    }

    public static Contents of(long seed, int count) {
        return new Contents(IntStream.range(0, count)
                .mapToObj(i -> Content.of(seed * 1_000_003 + i, sizeInBytes(i)))
                .toList());
    }

    /// Most are small; a large one takes long enough to be cut in the middle.
    private static int sizeInBytes(int i) {
        return i % LARGE_EACH == 0 ? 400_000 + 10_007 * i : 300 + 97 * i;
    }

    Content any(RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }
}
