package dev.roadstead.e2e.registry.load;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A manifest of a client, and what it names.
///
/// @param depth 0 for an image, and one more than its deepest child for an index
record PushedManifest(
        Digest digest,
        String text,
        String mediaType,
        List<Digest> blobs,
        List<Digest> children,
        @Nullable Digest subject,
        int depth) {
    private static final String ARTIFACT = "application/vnd.roadstead.test.signature";

    PushedManifest {
        blobs = List.copyOf(blobs);
        children = List.copyOf(children);
    }

    static PushedManifest image(Content config, List<Content> layers, String note) {
        return withBlobs(config, layers, null, """
                ,"annotations":{"note":"%s"}""".formatted(note));
    }

    static PushedManifest referrer(Content config, List<Content> layers, PushedManifest subject, String note) {
        return withBlobs(config, layers, subject.digest(), """
                ,"artifactType":"%s","subject":%s,"annotations":{"note":"%s"}""".formatted(ARTIFACT, subject.descriptor(), note));
    }

    private static PushedManifest withBlobs(
            Content config, List<Content> layers, @Nullable Digest subject, String more) {
        String text = """
                {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]%s}""".formatted(
                        MediaTypes.OCI_MANIFEST,
                        descriptor(MediaTypes.OCI_CONFIG, config),
                        layers.stream()
                                .map(layer -> descriptor(MediaTypes.OCI_LAYER_GZIP, layer))
                                .collect(Collectors.joining(",")),
                        more);
        List<Digest> blobs = Stream.concat(Stream.of(config), layers.stream())
                .map(Content::digest)
                .distinct()
                .toList();
        return new PushedManifest(digest(text), text, MediaTypes.OCI_MANIFEST, blobs, List.of(), subject, 0);
    }

    static PushedManifest index(List<PushedManifest> children, String note) {
        String text = """
                {"schemaVersion":2,"mediaType":"%s","manifests":[%s],"annotations":{"note":"%s"}}""".formatted(
                        MediaTypes.OCI_INDEX,
                        children.stream().map(PushedManifest::descriptor).collect(Collectors.joining(",")),
                        note);
        int deepest = children.stream().mapToInt(PushedManifest::depth).max().orElse(0);
        List<Digest> digests = children.stream().map(PushedManifest::digest).toList();
        return new PushedManifest(digest(text), text, MediaTypes.OCI_INDEX, List.of(), digests, null, deepest + 1);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Optional<Digest> subjectDigest() {
        return Optional.ofNullable(subject);
    }

    private String descriptor() {
        return """
                {"mediaType":"%s","digest":"%s","size":%d}""".formatted(mediaType, digest, bytes().length);
    }

    private static String descriptor(String mediaType, Content content) {
        return """
                {"mediaType":"%s","digest":"%s","size":%d}""".formatted(mediaType, content.digest(), content.sizeInBytes());
    }

    private static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
