package dev.roadstead.registry.storage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why nothing can be stored now, as the operating system says it.
public enum StorageFault {
    FULL("the registry's storage is full", "free or add space, then push again"),
    READ_ONLY("the registry's storage is read-only", "pulls go on; push again when it can be written"),
    OPEN_FILES("the registry has too many open files", "try again, or raise the limit of its process"),
    IO_ERROR("the registry's storage reports an I/O error", "nothing was stored; see the registry's log");

    private final String sentence;
    private final String wayOut;

    StorageFault(String sentence, String wayOut) {
        this.sentence = sentence;
        this.wayOut = wayOut;
    }

    public String sentence() {
        return sentence;
    }

    /// What a client, or who runs the registry, can do.
    public String wayOut() {
        return wayOut;
    }

    /// Java gives the error's text of the C library, and no number.
    static Optional<StorageFault> of(@Nullable String message) {
        String text = String.valueOf(message);
        if (text.contains("No space left on device") || text.contains("Disk quota exceeded")) {
            return Optional.of(FULL);
        }
        if (text.contains("Read-only file system")) {
            return Optional.of(READ_ONLY);
        }
        if (text.contains("Too many open files")) {
            return Optional.of(OPEN_FILES);
        }
        return text.contains("Input/output error") || text.contains("Structure needs cleaning")
                ? Optional.of(IO_ERROR)
                : Optional.empty();
    }
}
