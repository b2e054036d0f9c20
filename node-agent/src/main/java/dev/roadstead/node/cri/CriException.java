package dev.roadstead.node.cri;

/// The runtime did not do what it was asked; the message is its own where it gave one.
public final class CriException extends RuntimeException {
    public CriException(String message) {
        super(message, null, false, false);
    }
}
