package dev.roadstead.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageHealthTest {
    @TempDir
    Path data;

    private StoragePaths paths;
    private StorageHealth health;

    @BeforeEach
    void create() throws IOException {
        paths = new StoragePaths(data);
        Files.createDirectory(paths.objects());
        health = new StorageHealth(paths);
    }

    @Test
    void recognisesCountsAndRemembersAFault() {
        IOException failure = health.failed(new IOException("Input/output error"));

        assertThat(failure).isInstanceOf(StorageUnavailableException.class);
        assertThat(health.fault()).contains(StorageFault.IO_ERROR);
        assertThat(health.failures(StorageFault.IO_ERROR)).isEqualTo(1);
        assertThat(health.failures(StorageFault.FULL)).isZero();
    }

    @Test
    void countsAFailureOnce() {
        IOException failure = health.failed(new IOException("Input/output error"));

        assertThat(health.failed(failure)).isSameAs(failure);
        assertThat(health.failures(StorageFault.IO_ERROR)).isEqualTo(1);
    }

    @Test
    void leavesOtherFailuresAlone() {
        IOException failure = new IOException("Connection reset by peer");

        assertThat(health.failed(failure)).isSameAs(failure);
        assertThat(health.fault()).isEmpty();
    }

    @Test
    void forgetsAFaultWhenSomethingWasWrittenAnew() {
        health.failed(new IOException("Read-only file system"));

        health.recheck();

        assertThat(health.fault()).isEmpty();
        assertThat(data).isDirectoryNotContaining(file -> file.endsWith("probe"));
        assertThat(paths.objects()).isEmptyDirectory();
    }

    @Test
    void keepsAFaultWhileNothingCanBeWritten() throws IOException {
        Files.delete(paths.objects());
        health.failed(new IOException("Input/output error"));

        health.recheck();

        assertThat(health.fault()).contains(StorageFault.IO_ERROR);
        Files.createDirectory(paths.objects());
        health.recheck();
        assertThat(health.fault()).isEmpty();
    }

    @Test
    void believesTheDiskMoreThanAGuess() {
        assertThat(health.diagnose(StorageFault.IO_ERROR)).isEqualTo(StorageFault.IO_ERROR);
        assertThat(health.diagnose(StorageFault.FULL)).isEqualTo(StorageFault.FULL);
    }
}
