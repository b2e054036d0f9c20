package dev.roadstead.registry.content;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.content.Manifests.NewManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A program that pushes images from several threads, and prints each when it is acknowledged, until it is killed.
final class PushUntilKilled {
    private static final int THREADS = 4;

    private PushUntilKilled() {}

    public static void main(String[] arguments) throws InterruptedException {
        TestContent content = TestContent.withFiles(Path.of(arguments[0]));
        for (int i = 0; i < THREADS; i++) {
            String prefix = arguments[1] + "-" + i + "-";
            Thread.ofPlatform().start(() -> {
                try {
                    for (int n = 0; ; n++) {
                        String acknowledged = push(content, prefix + n);
                        synchronized (PushUntilKilled.class) {
                            System.out.println(acknowledged);
                        }
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
        Thread.sleep(Long.MAX_VALUE);
    }

    private static String push(TestContent content, String name) throws IOException {
        Digest blob = content.push("team/app", "content of " + name);
        byte[] manifest = """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/x","digest":"%s","size":%d}}""".formatted(MediaTypes.OCI_MANIFEST, blob, "content of ".length() + name.length())
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Digest digest = Digest.sha256(manifest);
        content.store()
                .manifests()
                .push(
                        Repository.parse("team/app"),
                        new NewManifest(digest, Manifest.parse(manifest, null), manifest, List.of(new Tag(name))),
                        false);
        return name + " " + digest + " " + blob;
    }
}
