package dev.roadstead.e2e.operator;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// An image of one random layer.
///
/// @param blobs config and layer, by digest
record Image(String manifest, Map<Digest, byte[]> blobs) {
    private static final int LAYER_SIZE_IN_BYTES = 200_000;

    static Image random() {
        byte[] layer = new byte[LAYER_SIZE_IN_BYTES];
        new Random().nextBytes(layer);
        byte[] config = """
                {"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["%s"]}}""".formatted(Digest.sha256(layer)).getBytes(StandardCharsets.UTF_8);
        String manifest = """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"%s","digest":"%s","size":%d},\
                "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}""".formatted(
                        MediaTypes.OCI_MANIFEST,
                        MediaTypes.OCI_CONFIG,
                        Digest.sha256(config),
                        config.length,
                        Digest.sha256(layer),
                        layer.length);
        Map<Digest, byte[]> blobs = new LinkedHashMap<>();
        blobs.put(Digest.sha256(config), config);
        blobs.put(Digest.sha256(layer), layer);
        return new Image(manifest, blobs);
    }

    byte[] manifestBytes() {
        return manifest.getBytes(StandardCharsets.UTF_8);
    }

    Digest digest() {
        return Digest.sha256(manifestBytes());
    }
}
