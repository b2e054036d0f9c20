package dev.roadstead.registry.gc;

import dev.roadstead.registry.gc.Removal.Kind;
import java.util.EnumMap;
import java.util.Map;

/// Removals, counted by their kind.
public record Tally(Map<Kind, Sum> sums) {
    private static final Sum NOTHING = new Sum(0, 0);

    public Tally {
        sums = Map.copyOf(sums);
    }

    public record Sum(long count, long sizeInBytes) {
        private Sum plus(Sum other) {
            return new Sum(count + other.count, sizeInBytes + other.sizeInBytes);
        }
    }

    public static Tally none() {
        return new Tally(Map.of());
    }

    public long count(Kind kind) {
        return sums.getOrDefault(kind, NOTHING).count();
    }

    public long sizeInBytes(Kind kind) {
        return sums.getOrDefault(kind, NOTHING).sizeInBytes();
    }

    public Tally plus(Tally other) {
        Map<Kind, Sum> both = new EnumMap<>(Kind.class);
        both.putAll(sums);
        other.sums.forEach((kind, sum) -> both.merge(kind, sum, Sum::plus));
        return new Tally(both);
    }

    static Tally of(Iterable<Removal> removals) {
        Map<Kind, Sum> sums = new EnumMap<>(Kind.class);
        removals.forEach(removal -> sums.merge(removal.kind(), new Sum(1, removal.sizeInBytes()), Sum::plus));
        return new Tally(sums);
    }
}
