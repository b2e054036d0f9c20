package dev.roadstead.registry;

/// The process cannot start; the message is one sentence that says what to do.
final class StartException extends RuntimeException {
    StartException(String message) {
        super(message, null, false, false);
    }
}
