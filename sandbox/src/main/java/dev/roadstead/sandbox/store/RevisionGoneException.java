package dev.roadstead.sandbox.store;

/// The revision asked for is older than the history that is kept.
public final class RevisionGoneException extends RuntimeException {

    private final long requested;
    private final long oldest;

    RevisionGoneException(long requested, long oldest) {
        super("too old resource version: " + requested + " (" + oldest + ")");
        this.requested = requested;
        this.oldest = oldest;
    }

    /// The sentence of a real API server.
    public String sentence() {
        return "too old resource version: " + requested + " (" + oldest + ")";
    }
}
