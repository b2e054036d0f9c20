package dev.roadstead.registry.gc;

/// What came back from the trash, counted.
///
/// @param missing blobs that a manifest names and that were not stored when it came to the trash either
public record Restored(int manifests, int tags, int blobs, int missing) {
    static final Restored NOTHING = new Restored(0, 0, 0, 0);

    Restored plus(Restored other) {
        return new Restored(
                manifests + other.manifests, tags + other.tags, blobs + other.blobs, missing + other.missing);
    }
}
