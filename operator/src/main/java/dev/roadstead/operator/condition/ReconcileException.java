package dev.roadstead.operator.condition;

/// What stands in the way of an object, as a condition tells it.
public final class ReconcileException extends RuntimeException {
    private final Reason reason;

    public ReconcileException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
