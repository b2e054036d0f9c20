package dev.roadstead.sandbox.demo;

/// A step did not come out as it should; the message is one sentence for the person at the terminal.
public final class DemoException extends RuntimeException {
    public DemoException(String message) {
        super(message);
    }

    public DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
