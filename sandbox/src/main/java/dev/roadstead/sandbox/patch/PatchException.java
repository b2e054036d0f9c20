package dev.roadstead.sandbox.patch;

/// A patch that is malformed or does not fit the object. The message says which part and why.
public final class PatchException extends RuntimeException {

    PatchException(String message) {
        super(message);
    }
}
