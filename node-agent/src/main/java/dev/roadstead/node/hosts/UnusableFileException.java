package dev.roadstead.node.hosts;

/// A `hosts.toml` that containerd ignores as a whole, or that fails every pull of its host.
public final class UnusableFileException extends RuntimeException {
    public UnusableFileException(String message) {
        super(message, null, false, false);
    }
}
