package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// An image manifest or an index.
record TestManifest(String mediaType, String text) {
    private static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// @param layers as many descriptors of the same blob, for a manifest of a usual size
    /// @param mark what makes it different from others
    static TestManifest image(Content.Blob blob, int layers, String mark) {
        String all = ",%s"
                .formatted(descriptor(LAYER, blob.digest(), blob.size()))
                .repeat(layers)
                .substring(1);
        return new TestManifest(IMAGE, """
                {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s],"annotations":{"mark":"%s"}}""".formatted(IMAGE, descriptor(CONFIG, blob.digest(), blob.size()), all, mark));
    }

    /// An artifact that belongs to `subject`.
    static TestManifest referrer(Content.Blob blob, String subject, long subjectSize, String mark) {
        return new TestManifest(IMAGE, """
                {"schemaVersion":2,"mediaType":"%s","artifactType":"application/vnd.example.signature","config":%s,\
                "layers":[%s],"subject":%s,"annotations":{"mark":"%s"}}""".formatted(
                        IMAGE,
                        descriptor(CONFIG, blob.digest(), blob.size()),
                        descriptor(LAYER, blob.digest(), blob.size()),
                        descriptor(IMAGE, subject, subjectSize),
                        mark));
    }

    /// What clients keep under the tag `sha256-…` where a registry has no referrers of its own.
    static TestManifest referrersIndex(List<String> digests, long size) {
        return new TestManifest(INDEX, """
                {"schemaVersion":2,"mediaType":"%s","manifests":[%s]}""".formatted(
                INDEX,
                digests.stream().map(digest -> descriptor(IMAGE, digest, size)).collect(Collectors.joining(","))));
    }

    private static String descriptor(String mediaType, String digest, long size) {
        return """
                {"mediaType":"%s","digest":"%s","size":%d}""".formatted(mediaType, digest, size);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
