package dev.roadstead.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageFaultTest {
    @ParameterizedTest
    @CsvSource({
        "No space left on device, FULL",
        "/data/objects/3f: Disk quota exceeded, FULL",
        "/data/objects/3f/3f: Read-only file system, READ_ONLY",
        "/data/objects/3f/3f: Too many open files, OPEN_FILES",
        "Too many open files in system, OPEN_FILES",
        "Input/output error, IO_ERROR",
        "/data/objects: Structure needs cleaning, IO_ERROR",
    })
    void knowsWhatTheSystemSays(String message, StorageFault fault) {
        assertThat(StorageFault.of(message)).contains(fault);
    }

    @Test
    void knowsNothingElse() {
        assertThat(StorageFault.of("Connection reset by peer")).isEmpty();
        assertThat(StorageFault.of(null)).isEmpty();
    }

    @Test
    void isFoundAmongTheCauses() {
        var failure = new StorageUnavailableException(StorageFault.READ_ONLY, null);

        assertThat(StorageUnavailableException.faultOf(failure)).contains(StorageFault.READ_ONLY);
        assertThat(StorageUnavailableException.faultOf(new UncheckedIOException(failure)))
                .contains(StorageFault.READ_ONLY);
        assertThat(StorageUnavailableException.faultOf(new IOException("else"))).isEmpty();
    }
}
