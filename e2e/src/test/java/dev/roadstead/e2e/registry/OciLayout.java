package dev.roadstead.e2e.registry;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// A folder in the OCI image layout with one image of one random layer, for clients to push.
record OciLayout(Path folder, Digest manifest) {

    static OciLayout write(Path folder, long seed, int layerSizeInBytes) throws IOException {
        Files.createDirectories(folder.resolve("blobs/sha256"));
        byte[] layer = new byte[layerSizeInBytes];
        new Random(seed).nextBytes(layer);
        Digest layerDigest = blob(folder, layer);
        byte[] config = """
                {"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["%s"]}}""".formatted(layerDigest).getBytes(StandardCharsets.UTF_8);
        Digest configDigest = blob(folder, config);
        byte[] manifest = """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"%s","digest":"%s","size":%d},\
                "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}""".formatted(
                        MediaTypes.OCI_MANIFEST,
                        MediaTypes.OCI_CONFIG,
                        configDigest,
                        config.length,
                        layerDigest,
                        layer.length)
                .getBytes(StandardCharsets.UTF_8);
        Digest digest = blob(folder, manifest);
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(
                folder.resolve("index.json"), """
                {"schemaVersion":2,"manifests":[{"mediaType":"%s","digest":"%s","size":%d,\
                "annotations":{"org.opencontainers.image.ref.name":"latest"}}]}""".formatted(MediaTypes.OCI_MANIFEST, digest, manifest.length));
        return new OciLayout(folder, digest);
    }

    private static Digest blob(Path folder, byte[] content) throws IOException {
        Digest digest = Digest.sha256(content);
        Files.write(folder.resolve("blobs/sha256").resolve(digest.hex()), content);
        return digest;
    }
}
