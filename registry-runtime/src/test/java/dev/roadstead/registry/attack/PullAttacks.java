package dev.roadstead.registry.attack;

import static dev.roadstead.registry.attack.Attack.course;
import static dev.roadstead.registry.attack.Attack.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/// Rows 26 to 37: blobs on their way out, from one repository to another, and away.
final class PullAttacks {
    private static final String BLOB = Seed.APP + "blobs/" + Seed.HELLO_DIGEST;
    private static final String MOUNTS = "/v2/mo/unt/blobs/uploads/?mount=";

    private PullAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(ranges(), mounts(), deletions()).flatMap(List::stream);
    }

    private static Attack range(String id, String what, String range, int status, String body) {
        return course(id, what, registry -> {
            Answer answer = registry.send("GET", BLOB, "Range: " + range + "\r\n", "");
            assertThat(answer.status()).isEqualTo(status);
            if (status == 416) {
                answer.isARefusal(416, "SIZE_INVALID");
                assertThat(answer.header("Content-Range")).isEqualTo("bytes */11");
            } else {
                assertThat(answer.text()).isEqualTo(body);
            }
        });
    }

    private static List<Attack> ranges() {
        return List.of(
                range("26a", "1,000 ranges", "bytes=" + "0-10,".repeat(999) + "0-10", 200, Seed.HELLO),
                range("26b", "the same range twice", "bytes=0-0,0-0", 200, Seed.HELLO),
                range("26c", "an empty suffix", "bytes=-0", 416, ""),
                range("26d", "a suffix beyond the beginning", "bytes=-99", 206, Seed.HELLO),
                range("26e", "a suffix of 30 digits", "bytes=-" + "9".repeat(30), 200, Seed.HELLO),
                range("26f", "another unit", "items=0-1", 200, Seed.HELLO),
                range("26g", "a backward range", "bytes=5-3", 416, ""),
                range("26h", "a range beyond the end", "bytes=99-", 416, ""),
                range("26i", "neither end", "bytes=-", 200, Seed.HELLO),
                range(
                        "26j",
                        "15,000 spaces that a slow pattern would try in many ways",
                        "bytes=" + " ".repeat(15_000) + "x",
                        200,
                        Seed.HELLO),
                course("26k", "two Range fields", registry -> {
                    Answer answer = registry.send("GET", BLOB, "Range: bytes=0-4\r\nRange: bytes=6-10\r\n", "");
                    assertThat(answer.body()).hasSizeLessThanOrEqualTo(Seed.HELLO.length());
                }));
    }

    private static List<Attack> mounts() {
        return List.of(
                request(
                        "28a",
                        "a mount of a missing blob",
                        "POST",
                        MOUNTS + Seed.MISSING_DIGEST + "&from=good/app",
                        202,
                        ""),
                request(
                        "28b",
                        "a mount from an invalid name",
                        "POST",
                        MOUNTS + Seed.HELLO_DIGEST + "&from=../good",
                        202,
                        ""),
                request(
                        "28c",
                        "a mount from itself",
                        "POST",
                        "/v2/good/app/blobs/uploads/?mount=" + Seed.MISSING_DIGEST + "&from=good/app",
                        202,
                        ""),
                request(
                        "28d",
                        "a mount of an invalid digest",
                        "POST",
                        MOUNTS + "sha256:x&from=good/app",
                        400,
                        "DIGEST_INVALID"),
                request(
                        "28e",
                        "a mount from an unknown repository",
                        "POST",
                        MOUNTS + Seed.HELLO_DIGEST + "&from=no/body",
                        202,
                        ""),
                course("28f", "a mount from a repository that does not have the blob", registry -> {
                    Answer answer = registry.send("POST", MOUNTS + Seed.SECRET_DIGEST + "&from=good/app", "", "");
                    assertThat(answer.status()).isEqualTo(202);
                    registry.get("/v2/mo/unt/blobs/" + Seed.SECRET_DIGEST).isARefusal(404, "BLOB_UNKNOWN");
                }),
                request(
                        "34a",
                        "GET of a blob that only another repository has",
                        "GET",
                        Seed.APP + "blobs/" + Seed.SECRET_DIGEST,
                        404,
                        "BLOB_UNKNOWN"),
                request("34b", "HEAD of one", "HEAD", Seed.APP + "blobs/" + Seed.SECRET_DIGEST, 404, ""),
                request(
                        "34c",
                        "a push of one without its bytes",
                        "POST",
                        "/v2/mo/unt/blobs/uploads/?digest=" + Seed.SECRET_DIGEST,
                        400,
                        "DIGEST_INVALID"),
                course(
                        "34d",
                        "a manifest that names one",
                        registry -> registry.put(
                                        "good/app",
                                        "stolen",
                                        Seed.image(Seed.layer(Seed.SECRET_DIGEST, Seed.SECRET.length(), ""), ""))
                                .isARefusal(400, "MANIFEST_BLOB_UNKNOWN")));
    }

    private static List<Attack> deletions() {
        return List.of(
                request("29a", "a deletion of a blob that a manifest needs", "DELETE", BLOB, 409, "UNSUPPORTED"),
                request(
                        "29b",
                        "a deletion of a blob of another repository",
                        "DELETE",
                        Seed.APP + "blobs/" + Seed.SECRET_DIGEST,
                        404,
                        "BLOB_UNKNOWN"),
                course("35a", "a blob that was deleted in one repository, asked for in others", registry -> {
                    String digest = Seed.digest("shared");
                    registry.push("gone/a", digest, "shared");
                    registry.push("gone/b", digest, "shared");
                    assertThat(registry.send("DELETE", "/v2/gone/a/blobs/" + digest, "", "")
                                    .status())
                            .isEqualTo(202);
                    assertThat(registry.get("/v2/gone/b/blobs/" + digest).text())
                            .isEqualTo("shared");
                    registry.get("/v2/gone/a/blobs/" + digest).isARefusal(404, "BLOB_UNKNOWN");
                    registry.get("/v2/gone/c/blobs/" + digest).isARefusal(404, "BLOB_UNKNOWN");
                    registry.get("/v2/gone/a/blobs/" + digest).isARefusal(404, "BLOB_UNKNOWN");
                }),
                course("37a", "a deleted manifest, by each of its names", registry -> {
                    String index = Seed.index("", ",\"annotations\":{\"row\":\"37\"}");
                    String digest = Seed.digest(index);
                    registry.put("gone/a", "one", index);
                    registry.put("gone/a", "two", index);
                    assertThat(registry.send("DELETE", "/v2/gone/a/manifests/" + digest, "", "")
                                    .status())
                            .isEqualTo(202);
                    for (String reference : List.of("one", "two", digest)) {
                        registry.get("/v2/gone/a/manifests/" + reference).isARefusal(404, "MANIFEST_UNKNOWN");
                    }
                }));
    }
}
