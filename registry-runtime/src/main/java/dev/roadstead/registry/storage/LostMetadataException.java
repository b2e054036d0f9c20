package dev.roadstead.registry.storage;

/// Objects are there, and what is known of them is not: to start as if there were nothing would lose them.
public final class LostMetadataException extends DataDirectoryException {
    /// @param what is wrong with the metadata
    public LostMetadataException(String what, StoragePaths paths) {
        super("metadata " + paths.metadata() + " " + what + ": restore it from a backup of the same data folder, or run"
                + " 'registry rebuild-metadata --data " + paths.data() + "'");
    }
}
