package dev.roadstead.images;

import java.nio.file.Path;

/// An image that was built.
///
/// @param reference by which it is imported
/// @param digest of its manifest: `sha256:…`
/// @param archive an OCI image layout in a tar file
/// @param sizeInBytes of the archive, so of its compressed layers
record Image(String name, String reference, String digest, Path archive, long sizeInBytes) {}
