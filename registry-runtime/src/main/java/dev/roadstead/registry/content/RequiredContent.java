package dev.roadstead.registry.content;

import dev.roadstead.oci.Descriptor;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.metadata.BlobTable;
import dev.roadstead.registry.metadata.ManifestTable;
import dev.roadstead.registry.metadata.Session;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What must be in the repository before a manifest: its blobs, but not layers that may not be distributed, and not the
/// children of an index, which may be sparse. What is there must have the size that the manifest says.
final class RequiredContent {
    private static final int MAX_LISTED = 100;

    private RequiredContent() {}

    /// @param mayBeSparse whether the blobs of an image may be missing, too
    static void check(Session session, long repoId, Manifest manifest, boolean mayBeSparse) throws SQLException {
        switch (manifest) {
            case Manifest.Image image -> {
                Map<String, String> missing = missingBlobs(session, repoId, image);
                if (!missing.isEmpty() && !mayBeSparse) {
                    throw OciException.of(
                            ErrorCode.MANIFEST_BLOB_UNKNOWN, ErrorCode.MANIFEST_BLOB_UNKNOWN.defaultMessage(), missing);
                }
            }
            case Manifest.Index index -> {
                for (Descriptor child : index.manifests()) {
                    checkSize(child, ManifestTable.size(session, repoId, child.digest()));
                }
            }
        }
    }

    private static Map<String, String> missingBlobs(Session session, long repoId, Manifest.Image image)
            throws SQLException {
        Map<String, String> missing = new LinkedHashMap<>();
        checkBlob(session, repoId, image.config(), missing);
        for (Descriptor layer : image.layers()) {
            if (!mayBeElsewhere(layer)) {
                checkBlob(session, repoId, layer, missing);
            }
        }
        return missing;
    }

    private static void checkBlob(Session session, long repoId, Descriptor blob, Map<String, String> missing)
            throws SQLException {
        Optional<Long> size = BlobTable.sizeIn(session, repoId, blob.digest());
        checkSize(blob, size);
        if (size.isEmpty() && missing.size() < MAX_LISTED) {
            missing.put(blob.digest().toString(), "not in this repository");
        }
    }

    private static void checkSize(Descriptor descriptor, Optional<Long> stored) {
        if (stored.isPresent() && stored.get() != descriptor.sizeInBytes()) {
            throw OciException.of(
                    ErrorCode.MANIFEST_INVALID,
                    "the size of " + descriptor.digest() + " is " + stored.get() + ", not " + descriptor.sizeInBytes());
        }
    }

    private static boolean mayBeElsewhere(Descriptor layer) {
        return layer.mediaType().contains(".nondistributable.")
                || layer.mediaType().contains(".foreign.");
    }
}
