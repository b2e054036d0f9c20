package dev.roadstead.registry.content;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.metadata.BlobTable;
import dev.roadstead.registry.metadata.BlobTable.BlobRow;
import dev.roadstead.registry.metadata.BlobTable.Source;
import dev.roadstead.registry.metadata.UploadTable;
import dev.roadstead.registry.metadata.UploadTable.UploadRow;
import dev.roadstead.registry.storage.ObjectKey;
import dev.roadstead.registry.storage.StoredObject;
import java.io.IOException;
import java.util.Optional;

/// What is written becomes known: the transaction that ends an upload well.
///
/// @param source how the repository came by the blob
record BlobRecord(Backing backing, UploadRow upload, Source source) {

    /// Makes the blob known. Gives the object that is not needed: this one if the digest is stored already, or a
    /// damaged one that this one replaces.
    Optional<ObjectKey> write(BlobRow written) throws IOException {
        Digest digest = written.digest();
        Optional<BlobRow> damaged = damaged(digest);
        return backing.metadata().write(session -> {
            Optional<BlobRow> stored = BlobTable.find(session, digest);
            boolean keepStored = stored.isPresent() && !stored.equals(damaged);
            Optional<ObjectKey> unused = keepStored ? Optional.of(upload.key()) : stored.map(BlobRow::key);
            if (!keepStored) {
                BlobTable.put(session, written, backing.clock().instant());
            }
            BlobTable.link(
                    session, upload.repoId(), digest, source, backing.clock().instant());
            boolean wasOpen = unused.isPresent()
                    ? UploadTable.discard(session, upload.id(), unused.get())
                    : UploadTable.delete(session, upload.id());
            if (!wasOpen) {
                throw OciException.of(ErrorCode.BLOB_UPLOAD_UNKNOWN);
            }
            return unused;
        });
    }

    /// What is known of the digest, if its object is not there whole.
    private Optional<BlobRow> damaged(Digest digest) throws IOException {
        Optional<BlobRow> row = backing.metadata().read(session -> BlobTable.find(session, digest));
        if (row.isPresent()
                && backing.objects()
                        .find(row.get().key())
                        .filter(object -> Blobs.isWhole(row.get(), object))
                        .isPresent()) {
            return Optional.empty();
        }
        return row;
    }

    static StoredObject storedObject(Backing backing, Digest digest) throws IOException {
        BlobRow row = backing.metadata()
                .read(session -> BlobTable.find(session, digest))
                .orElseThrow();
        return backing.objects().find(row.key()).orElseThrow();
    }
}
