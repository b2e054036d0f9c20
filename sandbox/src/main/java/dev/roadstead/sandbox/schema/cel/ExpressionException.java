package dev.roadstead.sandbox.schema.cel;

/// An expression that does not compile or fails while it is evaluated; the message says why.
public final class ExpressionException extends Exception {

    private final String reason;

    ExpressionException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
