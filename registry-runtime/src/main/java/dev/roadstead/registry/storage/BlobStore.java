package dev.roadstead.registry.storage;

import java.io.IOException;
import java.util.Optional;

/// Objects by key. An object is written once, at its final place, by one writer; it counts for nothing until the
/// metadata names it.
public interface BlobStore {

    /// Starts an object. Throws [StorageUnavailableException] when nothing can be stored.
    ObjectWriter create(ObjectKey key) throws IOException;

    /// Continues an object that was synced up to `offset`; what was written beyond is dropped.
    ///
    /// Throws [java.nio.file.NoSuchFileException] when the object is gone or shorter than that.
    ObjectWriter resume(ObjectKey key, long offset) throws IOException;

    Optional<StoredObject> find(ObjectKey key) throws IOException;

    /// Deletes the object if it is there.
    void delete(ObjectKey key) throws IOException;

    /// Why an object could not be written now, as far as is known without trying.
    Optional<StorageFault> fault();
}
