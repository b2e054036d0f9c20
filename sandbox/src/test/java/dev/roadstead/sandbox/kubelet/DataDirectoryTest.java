package dev.roadstead.sandbox.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path root;

    @Test
    void holdsExactlyWhatWasWrittenLast() throws IOException {
        DataDirectory directory = new DataDirectory(root);
        directory.write(Map.of("a", bytes("1"), "sub/b", bytes("2")), 0640);
        Path first = root.resolve("..data").toRealPath();

        directory.write(Map.of("a", bytes("3"), "c", bytes("4")), 0640);

        assertThat(root.resolve("a")).hasContent("3").isSymbolicLink();
        assertThat(root.resolve("c")).hasContent("4");
        assertThat(root.resolve("sub")).doesNotExist();
        assertThat(first).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("a"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void leavesTheSameContentAlone() throws IOException {
        DataDirectory directory = new DataDirectory(root);
        directory.write(Map.of("a", bytes("1")), 0644);
        Path first = root.resolve("..data").toRealPath();

        directory.write(Map.of("a", bytes("1")), 0644);

        assertThat(root.resolve("..data").toRealPath()).isEqualTo(first);
    }

    @Test
    void writesNothingOutside() {
        assertThatThrownBy(() -> new DataDirectory(root.resolve("in")).write(Map.of("../out", bytes("1")), 0644))
                .isInstanceOf(IOException.class);
        assertThat(root.resolve("in/out")).doesNotExist();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
