package dev.roadstead.registry.content;

import dev.roadstead.oci.Digest;
import dev.roadstead.registry.storage.StoredObject;

/// A complete blob whose content was verified when it was stored.
public record StoredBlob(Digest digest, StoredObject content) {
    public long sizeInBytes() {
        return content.sizeInBytes();
    }
}
