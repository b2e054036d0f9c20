package dev.roadstead.registry.content;

import dev.roadstead.registry.storage.StoredObject;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// Hashing of what is already stored.
final class ContentHash {
    private static final int CHUNK_IN_BYTES = 256 << 10;

    private ContentHash() {}

    static void update(MessageDigest hash, StoredObject object, long length) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_IN_BYTES);
        try (StoredObject.ObjectReader reader = object.open()) {
            for (long position = 0; position < length; ) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), length - position));
                int read = reader.read(chunk, position);
                if (read < 0) {
                    throw new EOFException("object ends at " + position + " of " + length + " bytes");
                }
                hash.update(chunk.flip());
                position += read;
            }
        }
    }
}
