package dev.roadstead.node.pull;

/// A pull that containerd would fail, too.
public final class PullException extends RuntimeException {
    public PullException(String message) {
        super(message, null, false, false);
    }
}
