package dev.roadstead.registry.http;

import java.time.Duration;

/// Told of every request, on any thread; must not block.
public interface Observer {
    Observer NONE = new Observer() {};

    default void started() {}

    default void finished(Exchange exchange) {}

    /// One answered request.
    ///
    /// @param status 0 when the connection ended before an answer
    /// @param received bytes of the request's body
    /// @param sent bytes of the response's body
    record Exchange(String method, String path, int status, Duration duration, long received, long sent) {}
}
