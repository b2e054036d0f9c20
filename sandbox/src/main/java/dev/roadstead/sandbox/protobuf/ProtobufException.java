package dev.roadstead.sandbox.protobuf;

/// A body that cannot be read as a message of the Kubernetes API.
public final class ProtobufException extends RuntimeException {

    ProtobufException(String message) {
        super(message);
    }

    /// What is wrong, in a sentence.
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
