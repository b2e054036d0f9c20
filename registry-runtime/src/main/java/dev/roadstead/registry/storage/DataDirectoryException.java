package dev.roadstead.registry.storage;

/// The data folder cannot be served; the message is one sentence for the person who started the process.
public class DataDirectoryException extends RuntimeException {
    public DataDirectoryException(String message) {
        super(message);
    }
}
