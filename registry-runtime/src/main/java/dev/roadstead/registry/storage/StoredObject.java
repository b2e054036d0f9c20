package dev.roadstead.registry.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// An object as it is found in a store.
public interface StoredObject {

    long sizeInBytes();

    /// The file to send from, where the store has one.
    Optional<Path> file();

    ObjectReader open() throws IOException;

    /// Reads at any place; used by one thread at a time.
    interface ObjectReader extends Closeable {

        /// Fills some of the buffer from `position`; -1 at the end of what is written.
        int read(ByteBuffer target, long position) throws IOException;
    }
}
