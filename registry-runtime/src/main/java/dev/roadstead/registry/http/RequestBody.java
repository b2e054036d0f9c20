package dev.roadstead.registry.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The body of a request, read once, by one thread, chunk by chunk; what is not yet read is held back at the client.
public interface RequestBody {
    RequestBody EMPTY = new RequestBody() {
        @Override
        public OptionalLong sizeInBytes() {
            return OptionalLong.of(0);
        }

        @Override
        public @Nullable ByteBuffer next() {
            return null;
        }
    };

    /// `Content-Length`; empty when the body is chunked.
    OptionalLong sizeInBytes();

    /// The next chunk, valid until the next call; null at the end. Throws [IOException] when the client goes away or
    /// falls silent.
    @Nullable
    ByteBuffer next() throws IOException;
}
