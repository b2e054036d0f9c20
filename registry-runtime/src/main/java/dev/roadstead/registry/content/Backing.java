package dev.roadstead.registry.content;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.storage.BlobStore;
import java.time.Clock;
import java.util.Set;

/// What the classes of this package share.
///
/// @param claimed ids of uploads that a thread is working on: nobody else may touch them
record Backing(BlobStore objects, MetadataStore metadata, Clock clock, Set<String> claimed) {

    void claim(String uploadId) {
        if (!claimed.add(uploadId)) {
            throw OciException.withStatus(
                    ErrorCode.BLOB_UPLOAD_INVALID, 409, "another request is writing to this upload: try again later");
        }
    }

    void release(String uploadId) {
        claimed.remove(uploadId);
    }
}
