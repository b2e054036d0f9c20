package dev.roadstead.registry.http;

import java.io.IOException;

/// Answers requests; called on a virtual thread, so it may block. A thrown [dev.roadstead.oci.OciException] is answered
/// as the specification's
/// error object, anything else as a 500 without detail.
@FunctionalInterface
public interface Handler {
    Response handle(Request request) throws IOException;
}
