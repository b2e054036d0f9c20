package dev.roadstead.sandbox.cluster;

/// The API server refused a request or could not be reached (code 0).
public final class ClusterException extends RuntimeException {

    private final int code;

    public ClusterException(int code, String message) {
        super(message);
        this.code = code;
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
        this.code = 0;
    }

    public int code() {
        return code;
    }

    public boolean isNotFound() {
        return code == 404;
    }

    /// Somebody else was first: the object has changed, or exists already.
    public boolean isConflict() {
        return code == 409;
    }

    /// The version to watch from is no longer known.
    public boolean isGone() {
        return code == 410;
    }

    public boolean isUnreachable() {
        return code == 0;
    }
}
