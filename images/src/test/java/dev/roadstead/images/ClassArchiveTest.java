package dev.roadstead.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir
    Path folder;

    private ClassArchive.Writer writes(String... texts) {
        Iterator<String> each = Arrays.asList(texts).iterator();
        return file -> Files.writeString(file, each.next());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void takesWhatWasWrittenTwice() throws Exception {
        Path file = folder.resolve("archive");

        ClassArchive.agreed(file, 5, writes("odd", "usual", "other", "usual"));

        assertThat(files()).containsExactly(file);
        assertThat(file).hasContent("usual");
    }

    @Test
    void refusesWhatDiffersEachTime() throws Exception {
        assertThatThrownBy(() -> ClassArchive.agreed(folder.resolve("archive"), 3, writes("a", "b", "c")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("of 3 times that archive was written no two are the same");
        assertThat(files()).isEmpty();
    }
}
