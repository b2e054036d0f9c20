package dev.roadstead.bench.load;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What came back; the body is gone, or went where it was sent.
///
/// @param location null when there is none
/// @param size of the body in bytes
public record Answer(int status, @Nullable String location, long size) {

    /// Throws [IOException] when it is not the status that a working registry gives.
    public Answer expect(int wanted, Request request) throws IOException {
        if (status != wanted) {
            throw new IOException("%s %s was answered with %d instead of %d"
                    .formatted(request.method(), request.path(), status, wanted));
        }
        return this;
    }
}
