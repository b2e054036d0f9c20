package dev.roadstead.registry.metadata;

/// What clients ask for a manifest by.
///
/// @param reference a tag or a digest
public record ManifestName(String repository, String reference) {}
