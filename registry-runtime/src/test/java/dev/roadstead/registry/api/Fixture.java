package dev.roadstead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the table's registry holds: `team/app` with the image `v1` = `latest`, an index and a signature of the image;
/// `other/private` with a blob of its own.
final class Fixture {
    static final String IMAGE = MediaTypes.OCI_MANIFEST;
    static final String INDEX = MediaTypes.OCI_INDEX;

    private final Map<String, String> digests = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    Fixture(TestApi api) throws IOException {
        blob(api, "team/app", "hello", "hello world");
        blob(api, "team/app", "config", "{}");
        blob(api, "team/app", "empty", "");
        blob(api, "team/app", "unused", "nothing names this");
        blob(api, "other/private", "secret", "secret content");
        digests.put("missing", Digest.sha256(new byte[] {1}).toString());
        digests.put(
                "sha512",
                Digest.of(Digest.Algorithm.SHA512, "hello world".getBytes(StandardCharsets.UTF_8))
                        .toString());

        texts.put("image", image("hello", 11, ""));
        manifest(api, "image", IMAGE, "v1");
        manifest(api, "image", IMAGE, "latest");
        texts.put(
                "index",
                "{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":[" + descriptor("image") + "]}");
        manifest(api, "index", INDEX, "multi");
        texts.put(
                "signature",
                image(
                        "hello",
                        11,
                        ",\"artifactType\":\"sig/x\",\"annotations\":{\"by\":\"me\"},\"subject\":"
                                + descriptor("image")));
        manifest(api, "signature", IMAGE, null);
        texts.put("sbom", image("hello", 11, ",\"artifactType\":\"sbom/x\",\"subject\":" + descriptor("image")));
        manifest(api, "sbom", IMAGE, null);
        texts.put("legacy", image("hello", 11, ",\"artifactType\":\"legacy/x\""));
        manifest(api, "legacy", IMAGE, null);
        texts.put(
                "fallback",
                "{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":[" + descriptor("legacy") + ","
                        + descriptor("signature") + "]}");
        manifest(api, "fallback", INDEX, digests.get("image").replace(':', '-'));
    }

    private void blob(TestApi api, String repository, String name, String text) throws IOException {
        digests.put(name, api.pushBlob(repository, text).toString());
    }

    private void manifest(TestApi api, String name, String type, String tag) throws IOException {
        String text = texts.get(name);
        digests.put(name, Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).toString());
        String reference = tag == null ? digests.get(name) : tag;
        assertThat(api.putManifest("team/app", reference, type, text).status()).isEqualTo(201);
    }

    String image(String layer, int size, String more) {
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + IMAGE
                        + "\",\"config\":{\"mediaType\":\"c/x\",\"digest\":\"{config}\","
                        + "\"size\":2},\"layers\":[{\"mediaType\":\"l/x\",\"digest\":\"{" + layer + "}\",\"size\":"
                        + size + "}]"
                        + more + "}")
                .replace("{config}", digests.get("config"))
                .replace("{" + layer + "}", digests.get(layer));
    }

    String descriptor(String manifest) {
        return "{\"mediaType\":\"" + IMAGE + "\",\"digest\":\"" + digests.get(manifest) + "\",\"size\":"
                + texts.get(manifest).length() + "}";
    }

    String digest(String name) {
        return digests.get(name);
    }

    String text(String name) {
        return texts.get(name);
    }

    /// Puts the fixture's digests in.
    String fill(String text) {
        String filled = text;
        for (Map.Entry<String, String> digest : digests.entrySet()) {
            filled = filled.replace("{" + digest.getKey() + "}", digest.getValue());
        }
        return filled;
    }
}
