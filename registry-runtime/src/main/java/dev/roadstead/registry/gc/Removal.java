package dev.roadstead.registry.gc;

/// One thing that a run took away, or would have.
///
/// @param name a digest, or an upload's id
public record Removal(Kind kind, String name, long sizeInBytes) {

    public enum Kind {
        MANIFEST_TRASHED,
        BLOB_UNLINKED,
        BLOB_TRASHED,
        MANIFEST_PURGED,
        /// The object is deleted: the only kind that makes room.
        BLOB_RECLAIMED,
        UPLOAD_ENDED
    }
}
