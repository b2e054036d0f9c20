package dev.roadstead.sandbox.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/// An image with one layer: a tar with one file of random bytes, not compressed.
final class DemoImage {

    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private static final int BLOCK = 512;

    private final byte[] layer;
    private final byte[] config;
    private final byte[] manifest;

    private DemoImage(byte[] layer, byte[] config, byte[] manifest) {
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

    static DemoImage random(int sizeInBytes, String architecture) {
        byte[] content = new byte[sizeInBytes];
        new Random().nextBytes(content);
        byte[] layer = tar("hello", content);
        byte[] config = config(layer, architecture);
        return new DemoImage(layer, config, manifest(layer, config));
    }

    String digest() {
        return digest(manifest);
    }

    static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] config(byte[] layer, String architecture) {
        ObjectNode config = Json.object().put("architecture", architecture).put("os", "linux");
        config.putObject("config").putArray("Cmd").add("/hello");
        config.putObject("rootfs").put("type", "layers").putArray("diff_ids").add(digest(layer));
        return config.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] manifest(byte[] layer, byte[] config) {
        ObjectNode manifest = Json.object().put("schemaVersion", 2).put("mediaType", MANIFEST);
        describe(manifest.putObject("config"), "application/vnd.oci.image.config.v1+json", config);
        describe(manifest.putArray("layers").addObject(), "application/vnd.oci.image.layer.v1.tar", layer);
        return manifest.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void describe(ObjectNode descriptor, String mediaType, byte[] content) {
        descriptor.put("mediaType", mediaType).put("digest", digest(content)).put("size", content.length);
    }

    /// One entry in the ustar format and two empty blocks.
    private static byte[] tar(String name, byte[] content) {
        ByteBuffer header = ByteBuffer.allocate(BLOCK);
        put(header, 0, name);
        put(header, 100, "0000755\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(content.length));
        put(header, 136, "00000000000\0");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header.array()) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        var tar = new ByteArrayOutputStream(content.length + 4 * BLOCK);
        tar.writeBytes(header.array());
        tar.writeBytes(content);
        tar.writeBytes(new byte[Math.floorMod(-content.length, BLOCK) + 2 * BLOCK]);
        return tar.toByteArray();
    }

    private static void put(ByteBuffer header, int at, String text) {
        header.put(at, text.getBytes(StandardCharsets.US_ASCII));
    }
}
