package dev.roadstead.node.pull;

import dev.roadstead.oci.Digest;

/// A finished pull.
///
/// @param endpoint that sent the manifest
/// @param bytes of manifests, configuration and layers, all of them verified
public record Pulled(String image, String endpoint, Digest digest, long bytes, long millis) {}
