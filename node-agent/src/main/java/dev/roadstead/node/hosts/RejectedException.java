package dev.roadstead.node.hosts;

/// One item of a plan that is not written to the node; the message says what it is and the way out.
public final class RejectedException extends RuntimeException {
    public RejectedException(String message) {
        super(message, null, false, false);
    }
}
