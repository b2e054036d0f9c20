package dev.roadstead.registry.attack;

import static dev.roadstead.registry.attack.Attack.course;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.roadstead.oci.MediaTypes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Rows 38 to 50: manifests.
final class ManifestAttacks {
    private static final String LAYER = Seed.layer(Seed.HELLO_DIGEST, 11, "");

    private ManifestAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(sizes(), ambiguous(), descriptors(), accepted()).flatMap(List::stream);
    }

    private static Attack refused(String id, String what, String manifest, int status, String code) {
        return course(
                id, what, registry -> registry.put("good/app", "bad", manifest).isARefusal(status, code));
    }

    private static Attack invalid(String id, String what, String manifest) {
        return refused(id, what, manifest, 400, "MANIFEST_INVALID");
    }

    private static Attack typed(String id, String what, String type, String manifest) {
        return course(
                id,
                what,
                registry -> registry.send("PUT", Seed.APP + "manifests/bad", type, manifest)
                        .isARefusal(400, "MANIFEST_INVALID"));
    }

    private static String padded(long size) {
        String empty = Seed.index("", ",\"annotations\":{\"pad\":\"\"}");
        return Seed.index("", ",\"annotations\":{\"pad\":\"" + "x".repeat((int) size - empty.length()) + "\"}");
    }

    private static List<Attack> sizes() {
        long max = AttackedRegistry.MAX_MANIFEST_SIZE_IN_BYTES;
        return List.of(
                course(
                        "38a",
                        "4 MiB and a byte less",
                        registry -> assertThat(registry.put("big/one", "a", padded(max - 1))
                                        .status())
                                .isEqualTo(201)),
                refused("38b", "4 MiB and a byte more", padded(max + 1), 413, "MANIFEST_INVALID"),
                course("38c", "an endless manifest", BigBodies::endlessManifest),
                course(
                        "38d",
                        "4 GB, said before",
                        registry -> registry.send(
                                        "PUT /v2/good/app/manifests/bad HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000000\r\n\r\n")
                                .isARefusal(413, "MANIFEST_INVALID")),
                invalid("38e", "nesting of 100,000", "[".repeat(100_000)),
                invalid("38f", "nesting of 100,000 in a field that is not read", "{\"x\":" + "[".repeat(100_000)),
                invalid("38g", "a number of a million digits", "{\"schemaVersion\":" + "2".repeat(1_000_000) + "}"),
                invalid("38h", "a million empty layers", Seed.image("{},".repeat(999_999) + "{}", "")),
                course(
                        "38i",
                        "60,000 annotations whose names have one hash",
                        registry -> assertTimeout(
                                Duration.ofSeconds(5),
                                () -> assertThat(registry.put(
                                                        "big/one",
                                                        "hash",
                                                        Seed.index("", ",\"annotations\":{" + colliding() + "}"))
                                                .status())
                                        .isEqualTo(201))));
    }

    /// Names of 16 pairs, each `Aa` or `BB`, which have the same hash in Java.
    private static String colliding() {
        return IntStream.range(0, 60_000)
                .mapToObj(number -> IntStream.range(0, 16)
                        .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":\"\"")))
                .collect(Collectors.joining(","));
    }

    private static List<Attack> ambiguous() {
        String image = "Content-Type: " + MediaTypes.OCI_MANIFEST + "\r\n";
        return List.of(
                invalid("40a", "layers twice", Seed.IMAGE.replace("\"layers\"", "\"layers\":[],\"layers\"")),
                invalid(
                        "40b",
                        "a key of a descriptor twice",
                        Seed.image(Seed.layer(Seed.HELLO_DIGEST, 11, ",\"size\":11"), "")),
                invalid(
                        "40c",
                        "a key twice, once written with an escape",
                        Seed.IMAGE.replace("\"layers\"", "\"l\\u0061yers\":[],\"layers\"")),
                invalid("41a", "layers and manifests", Seed.image(LAYER, ",\"manifests\":[]")),
                invalid("41b", "manifests and layers", Seed.index("", ",\"layers\":[]")),
                typed("41c", "another Content-Type", "Content-Type: " + MediaTypes.OCI_INDEX + "\r\n", Seed.IMAGE),
                typed(
                        "41d",
                        "no mediaType and an unknown Content-Type",
                        "Content-Type: text/html\r\n",
                        "{\"schemaVersion\":2,\"manifests\":[]}"),
                typed("41e", "neither", "", "{\"schemaVersion\":2,\"manifests\":[]}"),
                typed(
                        "41f",
                        "a Content-Type of 10 KB",
                        "Content-Type: " + "x".repeat(10_000) + "\r\n",
                        "{\"schemaVersion\":2}"),
                encoded("41g", "UTF-16, which other readers take for something else", StandardCharsets.UTF_16LE),
                encoded("41h", "UTF-16 with a mark", StandardCharsets.UTF_16),
                encoded("41i", "UTF-32", Charset.forName("UTF-32BE")),
                typed("41j", "UTF-32 that is none", image, "\0\0\0{\0\u0011\0\0"),
                typed("41k", "a mark before the JSON", image, "\u00ef\u00bb\u00bf" + Seed.IMAGE),
                typed("41l", "broken UTF-8", image, Seed.image(LAYER, ",\"annotations\":{\"a\":\"\u00ff\u00fe\"}")),
                invalid("41n", "half a character", Seed.index("", ",\"annotations\":{\"a\":\"\\ud800\"}")),
                invalid("41o", "half a character as a name", Seed.index("", ",\"annotations\":{\"\\udc00\":\"\"}")),
                invalid("41p", "half a character as a type", Seed.index("", ",\"artifactType\":\"\\ud800\"")),
                invalid("41m", "more behind the JSON", Seed.IMAGE + Seed.IMAGE),
                invalid(
                        "43a",
                        "schema 1",
                        "{\"schemaVersion\":1,\"name\":\"a\",\"tag\":\"b\",\"fsLayers\":[],\"signatures\":[]}"),
                invalid(
                        "43b",
                        "schema 1 that says 2",
                        "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"fsLayers\":[]}"),
                typed(
                        "43c",
                        "the type of schema 1",
                        "Content-Type: application/vnd.docker.distribution.manifest.v1+prettyjws\r\n",
                        Seed.IMAGE));
    }

    private static Attack encoded(String id, String what, Charset charset) {
        String bytes = new String(Seed.IMAGE.getBytes(charset), StandardCharsets.ISO_8859_1);
        return typed(id, what, "Content-Type: " + MediaTypes.OCI_MANIFEST + "\r\n", bytes);
    }

    private static Attack layered(String id, String what, String digest, String size, String code) {
        return refused(id, what, Seed.image(Seed.descriptor("l/x", digest, size, ""), ""), 400, code);
    }

    private static List<Attack> descriptors() {
        return List.of(
                layered("44a", "a size of -1", Seed.HELLO_DIGEST, "-1", "MANIFEST_INVALID"),
                layered("44b", "a size of 0", Seed.HELLO_DIGEST, "0", "MANIFEST_INVALID"),
                layered("44c", "a size of 2^63", Seed.HELLO_DIGEST, "9223372036854775808", "MANIFEST_INVALID"),
                layered("44d", "a wrong size", Seed.HELLO_DIGEST, "12", "MANIFEST_INVALID"),
                layered("44e", "a size that is no whole number", Seed.HELLO_DIGEST, "1.1e1", "MANIFEST_INVALID"),
                layered("44f", "a size that is a text", Seed.HELLO_DIGEST, "\"11\"", "MANIFEST_INVALID"),
                layered("44g", "a bad digest", "sha256:xyz", "11", "MANIFEST_INVALID"),
                layered(
                        "44h",
                        "an unknown algorithm",
                        "md5:5eb63bbbe01eeed093cb22bb8f5acdc3",
                        "11",
                        "MANIFEST_INVALID"),
                layered("44i", "a digest like a path", "sha256:../../../etc/passwd", "11", "MANIFEST_INVALID"),
                invalid(
                        "44j",
                        "data that is not what the digest names",
                        Seed.image(Seed.layer(Seed.HELLO_DIGEST, 11, ",\"data\":\"aGVsbG8=\""), "")),
                invalid(
                        "44k",
                        "data that is no base64",
                        Seed.image(Seed.layer(Seed.HELLO_DIGEST, 11, ",\"data\":\"*\""), "")),
                course("46a", "missing blobs, each by its name", registry -> {
                    String image = Seed.image(
                            Seed.layer(Seed.MISSING_DIGEST, 7, "") + ","
                                    + Seed.layer(Seed.SECRET_DIGEST, Seed.SECRET.length(), ""),
                            "");
                    Answer answer = registry.put("good/app", "bad", image);
                    answer.isARefusal(400, "MANIFEST_BLOB_UNKNOWN");
                    assertThat(answer.text()).contains(Seed.MISSING_DIGEST, Seed.SECRET_DIGEST);
                }));
    }

    private static List<Attack> accepted() {
        return List.of(
                course("47a", "layers that are elsewhere, which nobody fetches", registry -> {
                    String local = "http://127.0.0.1:" + registry.upstreamPort() + "/x";
                    String layer = Seed.descriptor(
                            "application/vnd.oci.image.layer.nondistributable.v1.tar",
                            Seed.MISSING_DIGEST,
                            "7",
                            ",\"urls\":[\"%s\",\"http://169.254.169.254/latest\",\"file:///etc/passwd\"]"
                                    .formatted(local));
                    assertThat(registry.put("good/app", "foreign", Seed.image(layer, ""))
                                    .status())
                            .isEqualTo(201);
                    registry.get(Seed.APP + "blobs/" + Seed.MISSING_DIGEST).isARefusal(404, "BLOB_UNKNOWN");
                    assertThat(registry.upstreamWasAsked()).isFalse();
                }),
                course(
                        "49a",
                        "other bytes than the digest's",
                        registry -> registry.put("good/app", Seed.MISSING_DIGEST, Seed.IMAGE)
                                .isARefusal(400, "DIGEST_INVALID")),
                course("50a", "odd white space, which stays", registry -> {
                    String odd = " \n" + Seed.IMAGE.replace(",", " ,\t") + "\r\n ";
                    Answer stored = registry.put("good/app", "odd", odd);
                    assertThat(stored.status()).isEqualTo(201);
                    assertThat(stored.header("Docker-Content-Digest")).isEqualTo(Seed.digest(odd));
                    assertThat(registry.get(Seed.APP + "manifests/odd").text()).isEqualTo(odd);
                }));
    }
}
