package dev.roadstead.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Reference;
import dev.roadstead.registry.content.TestContent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorKillTest {
    @TempDir
    Path folder;

    /// What was acknowledged before the process was killed without warning.
    private List<String> runUntil(int lines, Duration clock) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CollectUntilKilled.class.getName(),
                        folder.toString(),
                        clock.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            while (acknowledged.size() < lines) {
                String line = output.readLine();
                assertThat(line).as("the process works until it is killed").isNotNull();
                acknowledged.add(line);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    private long objectFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void nothingIsLostAndNothingIsLeftWhenTheProcessIsKilled() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            acknowledged.addAll(runUntil(31 + 20 * round, Duration.ofDays(100L * round)));
        }

        try (TestContent content = TestContent.withFiles(folder)) {
            content.pass(Duration.ofDays(1_000));
            for (int i = 0; i < 4; i++) {
                assertThat(CollectUntilKilled.collect(content).backlog()).isZero();
            }
            for (String line : acknowledged) {
                if (line.startsWith("kept")) {
                    String[] parts = line.split(" ");
                    Reference manifest = new Reference.ByDigest(Digest.parse(parts[1]));
                    assertThat(content.store().manifests().find(GcFixture.APP, manifest))
                            .isPresent();
                    assertThat(content.store().blobs().find(GcFixture.APP, Digest.parse(parts[2])))
                            .isPresent();
                }
            }
            long manifests = content.store()
                    .tags()
                    .list(GcFixture.APP, "", 1_000)
                    .orElseThrow()
                    .size();
            assertThat(objectFiles()).isEqualTo(manifests);
        }
    }
}
