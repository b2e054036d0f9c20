package dev.roadstead.registry.storage;

import java.nio.file.Path;

/// Every path below a registry's data folder.
///
/// ```
/// <data>/
///   lock                              held by the process that serves this folder
///   metadata.db  -wal  -shm           what the objects are: repositories, manifests, tags, uploads
///   objects/
///     3f/
///       3f0c…(32 hex digits)          one object, complete or being uploaded
/// ```
public record StoragePaths(Path data) {

    public Path lock() {
        return data.resolve("lock");
    }

    public Path metadata() {
        return data.resolve("metadata.db");
    }

    public Path objects() {
        return data.resolve("objects");
    }

    /// Written and deleted to learn whether a fault has gone.
    Path metadataProbe() {
        return data.resolve("probe");
    }

    Path objectsProbe() {
        return objects().resolve("probe");
    }

    Path shard(ObjectKey key) {
        return objects().resolve(key.value().substring(0, 2));
    }

    Path object(ObjectKey key) {
        return shard(key).resolve(key.value());
    }
}
