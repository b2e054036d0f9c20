package dev.roadstead.registry.content;

import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.metadata.Usage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What is stored, counted when somebody asks. To count reads whole tables, so where that takes long, the last count is
/// told again until it is old by a multiple of what it took: scrapes cannot keep a large registry busy.
final class CurrentUsage {
    private static final long QUICK_IN_NANOS = 20_000_000;
    private static final int REST = 30;

    private final MetadataStore metadata;
    private final LongSupplier nanoTime;
    private @Nullable Usage last;
    private long countedAt;
    private long took;

    CurrentUsage(MetadataStore metadata, LongSupplier nanoTime) {
        this.metadata = metadata;
        this.nanoTime = nanoTime;
    }

    synchronized Usage get() {
        Usage known = last;
        if (known != null && took > QUICK_IN_NANOS && nanoTime.getAsLong() - countedAt < REST * took) {
            return known;
        }
        long begun = nanoTime.getAsLong();
        Usage counted = metadata.read(Usage::count);
        countedAt = nanoTime.getAsLong();
        took = countedAt - begun;
        last = counted;
        return counted;
    }
}
