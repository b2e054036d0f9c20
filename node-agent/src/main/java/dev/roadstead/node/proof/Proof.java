package dev.roadstead.node.proof;

import java.time.Instant;

/// A proof that succeeded.
///
/// @param endpoint that was asked by exactly the trust it was given
public record Proof(Method method, String endpoint, String evidence, long durationMillis, Instant time) {

    /// Constants are spelled as in the API.
    public enum Method {
        Containerd,
        Client
    }
}
