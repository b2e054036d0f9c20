package dev.roadstead.registry.proxy;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import java.io.IOException;
import java.time.Duration;

/// The upstream could not, or would not, give what was asked for.
final class UpstreamFailure extends IOException {
    enum Kind {
        /// It does not have it.
        UNKNOWN,
        /// It does not let us see it, if it has it.
        DENIED,
        /// It wants to be asked less.
        TOO_MANY_REQUESTS,
        /// Anything else; the next try may succeed.
        UNAVAILABLE
    }

    private static final int SERVICE_UNAVAILABLE = 503;

    private final Kind kind;
    private final Duration retryAfter;

    UpstreamFailure(Kind kind, String message, Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    UpstreamFailure(Kind kind, String message) {
        this(kind, message, Duration.ofSeconds(10));
    }

    Kind kind() {
        return kind;
    }

    Duration retryAfter() {
        return retryAfter;
    }

    /// A mirror that answers 429 is asked again and again by containerd, instead of the next host: it gets 503.
    OciException toClient(ErrorCode unknown, boolean asMirror) {
        String message = String.valueOf(getMessage());
        return switch (kind) {
            case UNKNOWN, DENIED -> OciException.of(unknown, message);
            case TOO_MANY_REQUESTS ->
                asMirror
                        ? OciException.withStatus(unknown, SERVICE_UNAVAILABLE, message)
                        : OciException.of(ErrorCode.TOOMANYREQUESTS, message);
            case UNAVAILABLE -> OciException.withStatus(unknown, SERVICE_UNAVAILABLE, message);
        };
    }
}
