package dev.roadstead.registry.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.storage.StoredObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
    private static final Repository APP = Repository.parse("team/app");

    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            acknowledged.addAll(pushUntil(40 + 30 * round, "round" + round));
        }

        try (TestContent content = TestContent.withFiles(folder)) {
            for (String image : acknowledged) {
                String[] parts = image.split(" ");
                assertThat(content.store().manifests().find(APP, new Tag(parts[0])))
                        .hasValueSatisfying(found ->
                                assertThat(Digest.sha256(found.content())).hasToString(parts[1]));
                assertThat(digestOfBlob(content, Digest.parse(parts[2]))).hasToString(parts[2]);
            }
        }
    }

    /// What was acknowledged before the process was killed without warning.
    private List<String> pushUntil(int count, String prefix) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PushUntilKilled.class.getName(),
                        folder.toString(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            while (lines.size() < count) {
                String line = output.readLine();
                assertThat(line).as("the process pushes until it is killed").isNotNull();
                lines.add(line);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return lines;
    }

    private static Digest digestOfBlob(TestContent content, Digest digest) throws IOException {
        StoredObject object =
                content.store().blobs().find(APP, digest).orElseThrow().content();
        ByteBuffer bytes = ByteBuffer.allocate((int) object.sizeInBytes());
        try (StoredObject.ObjectReader reader = object.open()) {
            reader.read(bytes, 0);
        }
        return Digest.sha256(bytes.array());
    }
}
