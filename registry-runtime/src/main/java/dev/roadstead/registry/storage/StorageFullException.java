package dev.roadstead.registry.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// There is no room for more data.
public final class StorageFullException extends IOException {
    public StorageFullException(@Nullable Throwable cause) {
        super("the registry's storage is full", cause);
    }

    /// The same failure, recognised if it says that the disk or a quota is full.
    static IOException recognise(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left on device") || message.contains("Disk quota exceeded")
                ? new StorageFullException(failure)
                : failure;
    }
}
