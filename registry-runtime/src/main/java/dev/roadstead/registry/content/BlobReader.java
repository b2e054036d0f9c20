package dev.roadstead.registry.content;

import dev.roadstead.registry.storage.StoredObject.ObjectReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Follows a blob while it is being written. Used by one thread at a time.
public final class BlobReader implements Closeable {
    private final ObjectReader object;
    private final Growth growth;

    BlobReader(ObjectReader object, Growth growth) {
        this.object = object;
        this.growth = growth;
    }

    /// Reads some bytes from `position`, waiting until there are any; -1 at the end of a verified blob. Throws
    /// [IOException] when the blob was discarded, as one is whose content is not what its digest names.
    public int read(ByteBuffer target, long position) throws IOException {
        long available = growth.awaitBeyond(position);
        if (available == 0) {
            return -1;
        }
        int limit = target.limit();
        target.limit((int) Math.min(limit, target.position() + available));
        try {
            int read = object.read(target, position);
            if (read < 0) {
                throw new EOFException("object is shorter than what was written");
            }
            return read;
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public void close() throws IOException {
        object.close();
    }
}
