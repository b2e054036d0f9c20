package dev.roadstead.registry.content;

import dev.roadstead.oci.Digest;

/// A manifest, byte for byte as it was pushed.
@SuppressWarnings("ArrayRecordComponent")
public record StoredManifest(Digest digest, String mediaType, byte[] content) {}
