package dev.roadstead.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarStageTest {
    @TempDir
    Path folder;

    @Test
    void hasRoomForSevenInABin() {
        var stage = new JarStage();

        // What differs above the lowest bits meets in the table of sixteen.
        for (int i = 0; i < JarStage.MOST; i++) {
            assertThat(stage.take(5 + 64 * i)).isTrue();
        }
        assertThat(stage.take(5 + 64 * 50)).isFalse();
        assertThat(stage.take(6)).isTrue();
    }

    @Test
    void countsBinsAsAHashMapDoes() {
        var stage = new JarStage();

        // The upper half of a hash is folded into the lower one.
        for (int i = 0; i < JarStage.MOST; i++) {
            assertThat(stage.take((i << 16) + (i ^ 5))).isTrue();
        }
        assertThat(stage.take(5)).isFalse();
    }

    @Test
    void copiesWhatsInTheJarWithTheTimeThatItHasInTheImage() throws Exception {
        Path jar = Files.writeString(folder.resolve("some.jar"), "content");
        var stage = new JarStage();

        Path copy = stage.copy(jar, folder.resolve("lib/some.jar"));
        stage.copy(jar, copy);

        assertThat(copy).hasContent("content");
        assertThat(Files.getLastModifiedTime(copy).toInstant()).isEqualTo(Stage.MODIFIED);
        assertThat(folder.resolve("lib")).isDirectoryContaining(copy::equals);
        try (var files = Files.list(folder.resolve("lib"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void letsNoEightInodesMeetWhereEveryOtherOneIsTaken() throws Exception {
        Path jar = Files.writeString(folder.resolve("some.jar"), "content");
        var stage = new JarStage();
        List<Path> copies = new ArrayList<>();
        Map<Integer, Integer> bins = new HashMap<>();

        for (int i = 0; i < 40; i++) {
            // What else is written meanwhile takes the fifteen numbers between.
            for (int k = 0; k < 15; k++) {
                Files.createFile(folder.resolve("between-" + i + "-" + k));
            }
            copies.add(stage.copy(jar, folder.resolve("lib/" + i + ".jar")));
        }

        for (Path copy : copies) {
            Object key = Files.readAttributes(copy, BasicFileAttributes.class).fileKey();
            int hash = Long.hashCode("UTF-8".hashCode() + 1000L) + key.hashCode();
            bins.merge((hash ^ (hash >>> 16)) & 15, 1, Integer::sum);
        }
        assertThat(bins.values()).allMatch(count -> count < 8);
    }
}
