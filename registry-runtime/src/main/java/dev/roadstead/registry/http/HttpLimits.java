package dev.roadstead.registry.http;

import java.time.Duration;

/// How much one client may take.
///
/// @param headTimeout from the first byte of a request, or from the connection, to the end of its headers
/// @param bodySilence how long a client may take for the next 4 KiB of a body, or to accept what is written
/// @param idleTimeout of a connection between requests
/// @param maxConnections when reached, the connection that is idle for longest makes room
public record HttpLimits(
        int maxTargetSizeInBytes,
        int maxHeadersSizeInBytes,
        Duration headTimeout,
        Duration bodySilence,
        Duration idleTimeout,
        int maxConnections) {
    public static final HttpLimits DEFAULT = new HttpLimits(
            8 << 10, 16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(120), 4096);

    public HttpLimits withMaxConnections(int count) {
        return new HttpLimits(
                maxTargetSizeInBytes, maxHeadersSizeInBytes, headTimeout, bodySilence, idleTimeout, count);
    }
}
