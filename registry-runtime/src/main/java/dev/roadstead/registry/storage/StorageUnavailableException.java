package dev.roadstead.registry.storage;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Nothing can be stored now: the fault of the disk or of the machine, not of the request. What was stored stays.
public final class StorageUnavailableException extends IOException {
    private final StorageFault fault;

    public StorageUnavailableException(StorageFault fault, @Nullable Throwable cause) {
        super(fault.sentence(), cause);
        this.fault = fault;
    }

    public StorageFault fault() {
        return fault;
    }

    /// The fault that a failure tells of, as it is or as the cause of an unchecked one.
    public static Optional<StorageFault> faultOf(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof StorageUnavailableException unavailable) {
                return Optional.of(unavailable.fault);
            }
        }
        return Optional.empty();
    }
}
