package dev.roadstead.registry.metadata;

import dev.roadstead.registry.storage.StorageFullException;
import java.io.UncheckedIOException;
import java.sql.SQLException;

/// What a failed write means to the caller.
final class WriteFailure {
    private static final int SQLITE_FULL = 13;

    private WriteFailure() {}

    /// An [UncheckedIOException] of [StorageFullException] when the disk is full.
    static RuntimeException of(Throwable failure) {
        return switch (failure) {
            case SQLException sql -> of(sql);
            case RuntimeException unchecked -> unchecked;
            default -> new MetadataException("metadata cannot be written", failure);
        };
    }

    private static RuntimeException of(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure.getErrorCode() == SQLITE_FULL || message.contains("SQLITE_IOERR_SHMSIZE")) {
            return new UncheckedIOException(new StorageFullException(failure));
        }
        return new MetadataException("metadata cannot be written", failure);
    }
}
