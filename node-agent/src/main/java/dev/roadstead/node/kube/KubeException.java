package dev.roadstead.node.kube;

/// The API server refused, or did not answer (status 0).
public final class KubeException extends RuntimeException {
    private final int status;

    public KubeException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }

    /// The resource version is too old: a list has to begin anew.
    boolean isGone() {
        return status == 410;
    }
}
