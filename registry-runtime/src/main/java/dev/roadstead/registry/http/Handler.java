package dev.roadstead.registry.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Answers requests; called on a virtual thread, so it may block. A thrown [dev.roadstead.oci.OciException] is answered
/// as the specification's
/// error object, anything else as a 500 without detail.
@FunctionalInterface
public interface Handler {
    Response handle(Request request) throws IOException;

    /// The answer to a request without a body, if it needs no waiting, neither for a disk nor for a lock that is held
    /// for long; null, and [#handle] is asked. Called on the event loop, which serves many connections. What is
    /// answered here costs less than half of what it costs there.
    default @Nullable Response answerAtOnce(Request request) {
        return null;
    }
}
