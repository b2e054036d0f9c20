package dev.roadstead.registry.storage;

import java.nio.file.Path;
import java.util.List;

/// Every path below a registry's data folder.
///
/// ```
/// <data>/
///   lock                              held by the process that serves this folder
///   metadata.db  -wal  -shm           what the objects are: repositories, manifests, tags, uploads
///   journal/                          what the metadata say, a second time (decision 0010)
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

    /// Changes that are not in the database's own file yet.
    public Path metadataLog() {
        return data.resolve("metadata.db-wal");
    }

    /// The database with what belongs to it.
    List<Path> metadataFiles() {
        return List.of(metadata(), metadataLog(), data.resolve("metadata.db-shm"), data.resolve("metadata.db-journal"));
    }

    Path newMetadata() {
        return data.resolve("metadata.db.new");
    }

    public Path journal() {
        return data.resolve("journal");
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
