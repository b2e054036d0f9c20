package dev.roadstead.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.content.TestContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildCommandTest {
    @TempDir
    Path folder;

    private Digest kept;

    @BeforeEach
    void push() throws IOException {
        try (TestContent content = TestContent.withFiles(folder)) {
            kept = content.push("team/app", "kept");
        }
    }

    private record Ended(int code, String output, String errors) {}

    private Ended run(String... arguments) {
        PrintStream stdout = System.out;
        PrintStream stderr = System.err;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int code = Main.run(arguments);
            return new Ended(code, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(stdout);
            System.setErr(stderr);
        }
    }

    @Test
    void aStartWithoutMetadataEndsWithACodeOfItsOwn() throws IOException {
        Files.delete(folder.resolve("metadata.db"));

        Ended serve = run("serve", "--listen=127.0.0.1:0", "--data=" + folder);

        assertThat(serve.code()).isEqualTo(3);
        assertThat(serve.errors())
                .hasLineCount(1)
                .contains("is missing or empty although content is stored beside it")
                .contains("run 'registry rebuild-metadata --data " + folder + "'");
        assertThat(folder.resolve("metadata.db"))
                .as("nothing is begun in its place")
                .satisfiesAnyOf(
                        file -> assertThat(file).doesNotExist(),
                        file -> assertThat(file).isEmptyFile());
        assertThat(run("verify", "--data=" + folder).code()).isEqualTo(3);
    }

    @Test
    void makesThemAnew() throws IOException {
        Files.delete(folder.resolve("metadata.db"));

        Ended rebuilt = run("rebuild-metadata", "--data=" + folder);

        assertThat(rebuilt.code()).isZero();
        assertThat(rebuilt.output()).contains("1 blobs", "nothing is known to be lost");
        assertThat(run("verify", "--data=" + folder).code()).isZero();
        try (TestContent content = TestContent.withFiles(folder)) {
            assertThat(content.store().blobs().find(Repository.parse("team/app"), kept))
                    .isPresent();
        }
    }

    @Test
    void saysWhatIsLost() throws IOException {
        Files.delete(folder.resolve("metadata.db"));
        try (var files = Files.walk(folder.resolve("objects"))) {
            Files.delete(files.filter(Files::isRegularFile).findFirst().orElseThrow());
        }

        Ended rebuilt = run("rebuild-metadata", "--data=" + folder);

        assertThat(rebuilt.code()).isEqualTo(1);
        assertThat(rebuilt.output()).contains("blob " + kept + " has no object", "1 lost");
    }

    @Test
    void leavesMetadataAloneThatAreInOrder() {
        Ended refused = run("rebuild-metadata", "--data=" + folder);

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.errors()).contains("are in order");
    }

    @Test
    void refusesAFolderThatIsNone() {
        assertThat(run("rebuild-metadata", "--data=" + folder.resolve("none")).errors())
                .contains("is no data folder of a registry");
    }
}
