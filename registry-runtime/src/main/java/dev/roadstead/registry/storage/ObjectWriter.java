package dev.roadstead.registry.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Appends to one object; used by one thread at a time.
public interface ObjectWriter extends Closeable {

    long position();

    /// Appends all of the buffer, or throws; [StorageUnavailableException] when nothing can be stored.
    void write(ByteBuffer content) throws IOException;

    /// Returns when all that was written, and the object's name, would survive a loss of power. When it throws, nothing
    /// is known of the object's content any more: it must be discarded, not synced again.
    void sync() throws IOException;
}
