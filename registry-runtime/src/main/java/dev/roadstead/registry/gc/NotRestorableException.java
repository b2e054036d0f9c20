package dev.roadstead.registry.gc;

/// Something cannot come back from the trash; the message is one sentence.
public final class NotRestorableException extends RuntimeException {
    NotRestorableException(String message) {
        super(message);
    }
}
