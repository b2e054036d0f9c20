package dev.roadstead.registry.content;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Bytes that a client sends for an upload.
///
/// @param start where the client says that they begin
/// @param length how many it says there are
/// @param maxBlobSizeInBytes how large the blob may become
public record Chunk(Content content, OptionalLong start, OptionalLong length, long maxBlobSizeInBytes) {

    @FunctionalInterface
    public interface Content {
        /// The next bytes, valid until the next call; null at the end.
        @Nullable
        ByteBuffer next() throws IOException;
    }

    void checkFits(long offset) {
        if (start.isPresent() && start.getAsLong() != offset) {
            throw OciException.withStatus(ErrorCode.BLOB_UPLOAD_INVALID, 416, "the upload continues at byte " + offset);
        }
        if (length.orElse(0) > maxBlobSizeInBytes - offset) {
            throw tooLarge();
        }
    }

    OciException tooLarge() {
        return OciException.withStatus(
                ErrorCode.SIZE_INVALID, 413, "a blob may have at most " + maxBlobSizeInBytes + " bytes");
    }

    void checkLength(long received) {
        if (length.isPresent() && length.getAsLong() != received) {
            throw OciException.of(
                    ErrorCode.SIZE_INVALID, "announced " + length.getAsLong() + " bytes, sent " + received);
        }
    }
}
