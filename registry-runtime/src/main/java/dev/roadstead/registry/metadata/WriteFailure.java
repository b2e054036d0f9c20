package dev.roadstead.registry.metadata;

import dev.roadstead.registry.storage.StorageFault;
import dev.roadstead.registry.storage.StorageHealth;
import dev.roadstead.registry.storage.StorageUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Optional;

/// What a failed statement means to the caller.
final class WriteFailure {
    /// Result codes of SQLite.
    private static final int READONLY = 8;

    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;

    private final StorageHealth health;

    WriteFailure(StorageHealth health) {
        this.health = health;
    }

    /// An [UncheckedIOException] of [StorageUnavailableException] when the disk is at fault.
    RuntimeException of(Throwable failure) {
        return switch (failure) {
            case SQLException sql -> of(sql);
            case RuntimeException unchecked -> unchecked;
            case IOException journal -> new UncheckedIOException(health.failed(journal));
            default -> new MetadataException("metadata cannot be written", failure);
        };
    }

    /// SQLite calls every error but a full disk an I/O error, so the disk is asked what it is.
    private RuntimeException of(SQLException failure) {
        return assumed(failure)
                .<RuntimeException>map(assumed ->
                        new UncheckedIOException(new StorageUnavailableException(health.diagnose(assumed), failure)))
                .orElseGet(() -> new MetadataException("metadata cannot be written", failure));
    }

    static Optional<StorageFault> assumed(SQLException failure) {
        return switch (failure.getErrorCode() & 0xff) {
            case FULL -> Optional.of(StorageFault.FULL);
            case READONLY -> Optional.of(StorageFault.READ_ONLY);
            // Memory that readers share with the writer is a file, too.
            case IOERR ->
                Optional.of(
                        String.valueOf(failure.getMessage()).contains("SQLITE_IOERR_SHMSIZE")
                                ? StorageFault.FULL
                                : StorageFault.IO_ERROR);
            // What cannot be read is called damaged.
            case CANTOPEN, CORRUPT -> Optional.of(StorageFault.IO_ERROR);
            default -> Optional.empty();
        };
    }
}
