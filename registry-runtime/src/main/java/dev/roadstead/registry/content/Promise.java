package dev.roadstead.registry.content;

import dev.roadstead.registry.metadata.MetadataException;
import dev.roadstead.registry.metadata.MetadataStore;
import java.io.UncheckedIOException;

/// What a client was told is there stays for the grace period.
final class Promise {
    private Promise() {}

    /// Whether it is still there. Where the metadata cannot be written, as on a full disk, the answer of before holds:
    /// pulls go on.
    static boolean keep(MetadataStore metadata, MetadataStore.Work<Boolean> touch) {
        try {
            return metadata.write(touch);
        } catch (MetadataException | UncheckedIOException _) {
            return true;
        }
    }
}
