package dev.roadstead.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends BlobStoreContract {
    @TempDir
    Path folder;

    private DataDirectory directory;

    @BeforeEach
    void open() {
        directory = DataDirectory.open(folder.resolve("data"));
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    @Override
    BlobStore store() {
        return new FileBlobStore(directory);
    }

    @Test
    void writesAtTheFinalPlaceAndNowhereElse() throws IOException {
        ObjectKey key = new ObjectKey("3f0c0000000000000000000000000000");

        try (ObjectWriter writer = store().create(key)) {
            writer.write(ByteBuffer.allocate(10));
            writer.sync();
        }

        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrder("data/lock", "data/objects/3f/" + key);
        }
    }

    @Test
    void aKeyIsNoPath() {
        assertThatThrownBy(() -> new ObjectKey("../../etc/passwd")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneProcessHoldsTheFolder() {
        assertThatThrownBy(() -> DataDirectory.open(folder.resolve("data")))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("in use by another process");
    }

    @Test
    void saysThatAFileIsNoFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("cannot be written");
    }
}
