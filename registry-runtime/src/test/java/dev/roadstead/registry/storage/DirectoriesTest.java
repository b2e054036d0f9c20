package dev.roadstead.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {
    @TempDir
    Path parent;

    private final List<Path> synced = new ArrayList<>();
    private boolean fails;
    private Path directory;
    private Directories directories;

    @BeforeEach
    void create() {
        directory = parent.resolve("3f");
        directories = new Directories(each -> {
            if (fails) {
                throw new IOException("Input/output error");
            }
            synced.add(each);
        });
    }

    @Test
    void syncsOnce() throws IOException {
        directories.ensure(directory);
        directories.ensure(directory);

        assertThat(directory).isDirectory();
        assertThat(synced).containsExactly(parent);
    }

    /// Whoever made it may have been killed before its sync.
    @Test
    void syncsWhatItFinds() throws IOException {
        Files.createDirectory(directory);

        directories.ensure(directory);

        assertThat(synced).containsExactly(parent);
    }

    @Test
    void makesADirectoryAnewWhoseSyncFailed() throws IOException {
        fails = true;
        assertThatThrownBy(() -> directories.ensure(directory)).hasMessage("Input/output error");
        assertThat(directory).doesNotExist();
        fails = false;

        directories.ensure(directory);

        assertThat(directory).isDirectory();
        assertThat(synced).containsExactly(parent);
    }

    @Test
    void saysThatAFileIsInTheWay() throws IOException {
        Files.createFile(directory);

        assertThatThrownBy(() -> directories.ensure(directory)).isInstanceOf(IOException.class);
    }
}
