package dev.roadstead.node.proof;

import dev.roadstead.node.pull.PullClient;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// An image of one layer with one small file, for this machine's platform.
final class ProbeImage {
    private static final int BLOCK = 512;
    private final byte[] layer = tar("roadstead-probe", "proves that the runtime reads hosts.toml\n");
    private final byte[] config =
            """
            {"architecture":"%s","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["%s"]}}""".formatted(PullClient.architecture(), Digest.sha256(layer)).getBytes(StandardCharsets.US_ASCII);
    private final byte[] manifest = """
            {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"%s","digest":"%s","size":%d},\
            "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}""".formatted(
                    MediaTypes.OCI_MANIFEST,
                    MediaTypes.OCI_CONFIG,
                    Digest.sha256(config),
                    config.length,
                    Digest.sha256(layer),
                    layer.length)
            .getBytes(StandardCharsets.US_ASCII);

    Digest digest() {
        return Digest.sha256(manifest);
    }

    /// Everything that can be asked for, by digest.
    Map<String, byte[]> contents() {
        return Map.of(
                Digest.sha256(layer).toString(),
                layer,
                Digest.sha256(config).toString(),
                config,
                digest().toString(),
                manifest);
    }

    /// POSIX ustar: one file, then two empty blocks.
    private static byte[] tar(String name, String text) {
        byte[] content = text.getBytes(StandardCharsets.US_ASCII);
        byte[] tar = new byte[4 * BLOCK];
        put(tar, 0, name);
        put(tar, 100, "0000644\0");
        put(tar, 108, "0000000\0");
        put(tar, 116, "0000000\0");
        put(tar, 124, "%011o\0".formatted(content.length));
        put(tar, 136, "00000000000\0");
        put(tar, 148, "        ");
        put(tar, 156, "0");
        put(tar, 257, "ustar\00000");
        int sum = 0;
        for (byte value : Arrays.copyOf(tar, BLOCK)) {
            sum += value & 0xff;
        }
        put(tar, 148, "%06o\0 ".formatted(sum));
        System.arraycopy(content, 0, tar, BLOCK, content.length);
        return tar;
    }

    private static void put(byte[] tar, int position, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, tar, position, bytes.length);
    }
}
