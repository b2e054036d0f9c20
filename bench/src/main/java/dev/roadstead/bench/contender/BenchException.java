package dev.roadstead.bench.contender;

/// The benchmark cannot go on; the message is one sentence that says why and what to do.
public final class BenchException extends RuntimeException {
    public BenchException(String message) {
        super(message, null, false, false);
    }
}
