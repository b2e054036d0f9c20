package dev.roadstead.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.content.Manifests.NewManifest;
import dev.roadstead.registry.content.TestContent;
import dev.roadstead.registry.storage.DataDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrashCommandTest {
    private static final Repository APP = Repository.parse("team/app");

    @TempDir
    Path folder;

    private record Ended(int code, String output, String errors) {}

    private Ended trash(String command, String... arguments) {
        PrintStream stdout = System.out;
        PrintStream stderr = System.err;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            String[] all = new String[arguments.length + 3];
            all[0] = "trash";
            all[1] = command;
            all[2] = "--data=" + folder;
            System.arraycopy(arguments, 0, all, 3, arguments.length);
            int code = Main.run(all);
            return new Ended(code, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(stdout);
            System.setErr(stderr);
        }
    }

    private Digest deletedImage() throws IOException {
        try (TestContent content = TestContent.withFiles(folder)) {
            Digest config = content.push("team/app", "{}");
            byte[] bytes = TestContent.bytes("""
                    {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"c","digest":"%s","size":2}}""".formatted(MediaTypes.OCI_MANIFEST, config));
            Digest digest = Digest.sha256(bytes);
            content.store()
                    .manifests()
                    .push(APP, new NewManifest(digest, Manifest.parse(bytes, null), bytes, List.of(new Tag("latest"))));
            content.store().manifests().delete(APP, digest);
            content.store().blobs().delete(APP, config);
            return digest;
        }
    }

    @Test
    void listsAndRestoresWhatWasDeleted() throws IOException {
        Digest image = deletedImage();

        Ended listed = trash("list");
        Ended restored = trash("restore", "team/app@" + image);

        assertThat(listed.output().lines())
                .containsExactly(
                        "manifest team/app@" + image + " since 2026-01-01T00:00:00Z tags latest",
                        "blob " + Digest.sha256(TestContent.bytes("{}")) + " since 2026-01-01T00:00:00Z bytes 2");
        assertThat(restored).isEqualTo(new Ended(0, "restored 1 manifests, 1 tags, 1 blobs\n", ""));
        assertThat(trash("list").output()).isEmpty();
        try (TestContent content = TestContent.withFiles(folder)) {
            assertThat(content.store().manifests().find(APP, new Tag("latest"))).isPresent();
        }
    }

    @Test
    void saysWhyNothingIsRestored() throws IOException {
        assertThat(trash("list").errors()).contains("there is no registry in " + folder);
        deletedImage();
        String other = "sha256:" + "0".repeat(64);

        assertThat(trash("restore", "team/app@" + other).errors()).contains(other + " is not in the trash");
        assertThat(trash("restore", "no/where@" + other).errors()).contains("there is no repository no/where");
        assertThat(trash("restore", "team/app:latest").errors()).contains("is not REPOSITORY@DIGEST");
        assertThat(trash("restore", "team/app@sha256:1").errors()).contains("64 lower-case hex digits");
    }

    @Test
    void leavesARunningRegistryAlone() throws IOException {
        deletedImage();
        try (DataDirectory used = DataDirectory.open(folder)) {
            Ended ended = trash("list");

            assertThat(used.paths().data()).isEqualTo(folder);
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.errors()).contains("is in use by another process");
        }
    }
}
