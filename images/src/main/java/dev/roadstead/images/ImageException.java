package dev.roadstead.images;

/// An image cannot be built; the message says why and what to do.
final class ImageException extends RuntimeException {
    ImageException(String message) {
        super(message);
    }
}
