package dev.roadstead.registry.metadata;

/// The metadata could not be read or written: a fault of the disk or of the program, not of the request.
public final class MetadataException extends RuntimeException {
    public MetadataException(String message, Throwable cause) {
        super(message, cause);
    }
}
