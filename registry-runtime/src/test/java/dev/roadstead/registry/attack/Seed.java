package dev.roadstead.registry.attack;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import java.nio.charset.StandardCharsets;

/// What the attacked registry holds: `good/app` with the image `v1`, and `other/private` with a blob of its own.
final class Seed {
    static final String APP = "/v2/good/app/";
    static final String HELLO = "hello world";
    static final String HELLO_DIGEST = digest(HELLO);
    static final String CONFIG = "{}";
    static final String SECRET = "only in other/private";
    static final String SECRET_DIGEST = digest(SECRET);
    static final String MISSING_DIGEST = digest("nowhere");
    static final String SHA512_DIGEST = Digest.of(Digest.Algorithm.SHA512, HELLO.getBytes(StandardCharsets.UTF_8))
            .toString();
    static final String IMAGE = image(layer(HELLO_DIGEST, HELLO.length(), ""), "");
    static final String IMAGE_DIGEST = digest(IMAGE);

    private Seed() {}

    static String digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    static String layer(String digest, long size, String more) {
        return descriptor("application/vnd.oci.image.layer.v1.tar", digest, String.valueOf(size), more);
    }

    static String descriptor(String type, String digest, String size, String more) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%s%s}".formatted(type, digest, size, more);
    }

    /// An image with these layers.
    ///
    /// @param more fields, each after a comma
    static String image(String layers, String more) {
        return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]%s}"
                .formatted(
                        MediaTypes.OCI_MANIFEST,
                        descriptor(MediaTypes.OCI_CONFIG, digest(CONFIG), "2", ""),
                        layers,
                        more);
    }

    static String index(String manifests, String more) {
        return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]%s}"
                .formatted(MediaTypes.OCI_INDEX, manifests, more);
    }

    static String subject(String digest) {
        return ",\"subject\":" + descriptor(MediaTypes.OCI_MANIFEST, digest, "7", "");
    }
}
