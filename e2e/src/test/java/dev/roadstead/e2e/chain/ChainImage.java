package dev.roadstead.e2e.chain;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// An image that containerd can unpack: one layer, a tar with one file of random bytes.
final class ChainImage {
    private static final int BLOCK = 512;

    private final byte[] layer;
    private final byte[] config;
    private final byte[] manifest;

    private ChainImage(byte[] layer, byte[] config, byte[] manifest) {
        this.layer = layer;
        this.config = config;
        this.manifest = manifest;
    }

    byte[] layer() {
        return layer;
    }

    byte[] config() {
        return config;
    }

    byte[] manifest() {
        return manifest;
    }

    static ChainImage random(int sizeInBytes) {
        byte[] content = new byte[sizeInBytes / BLOCK * BLOCK];
        new Random().nextBytes(content);
        byte[] layer = tar("hello", content);
        byte[] config = """
                {"architecture":"%s","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["%s"]}}""".formatted(
                        System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64", Digest.sha256(layer))
                .getBytes(StandardCharsets.UTF_8);
        byte[] manifest = """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"%s","digest":"%s","size":%d},\
                "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}""".formatted(
                        MediaTypes.OCI_MANIFEST,
                        MediaTypes.OCI_CONFIG,
                        Digest.sha256(config),
                        config.length,
                        Digest.sha256(layer),
                        layer.length)
                .getBytes(StandardCharsets.UTF_8);
        return new ChainImage(layer, config, manifest);
    }

    String digest() {
        return Digest.sha256(manifest).toString();
    }

    /// One entry in the ustar format and two empty blocks.
    private static byte[] tar(String name, byte[] content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000755\0" + "0000000\0".repeat(2));
        put(header, 124, "%011o\0".formatted(content.length) + "00000000000\0" + " ".repeat(8) + "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        var tar = new ByteArrayOutputStream(content.length + 3 * BLOCK);
        tar.writeBytes(header);
        tar.writeBytes(content);
        tar.writeBytes(new byte[2 * BLOCK]);
        return tar.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
