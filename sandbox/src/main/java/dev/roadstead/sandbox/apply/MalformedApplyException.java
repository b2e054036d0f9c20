package dev.roadstead.sandbox.apply;

/// What a manager applies cannot be merged: a list item without its key, or the same key twice.
///
/// The message names the place and the fault.
public final class MalformedApplyException extends RuntimeException {

    MalformedApplyException(String message) {
        super(message);
    }
}
