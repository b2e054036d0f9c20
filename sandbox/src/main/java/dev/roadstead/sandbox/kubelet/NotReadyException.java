package dev.roadstead.sandbox.kubelet;

/// A container cannot be started now; the reason is the one that its waiting state shows.
final class NotReadyException extends RuntimeException {

    private final String reason;

    NotReadyException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
