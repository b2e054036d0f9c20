package dev.roadstead.e2e.registry.load;

/// The registry went away before it answered: whether it did what it was asked to is in doubt.
final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String message) {
        super(message);
    }
}
