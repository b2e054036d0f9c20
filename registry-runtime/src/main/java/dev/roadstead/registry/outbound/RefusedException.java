package dev.roadstead.registry.outbound;

import java.io.IOException;

/// A request that a rule forbids to send, or an answer that breaks one; the message says which.
public final class RefusedException extends IOException {
    RefusedException(String message) {
        super(message);
    }
}
