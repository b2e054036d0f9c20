package dev.roadstead.registry.attack;

import static dev.roadstead.registry.attack.Attack.course;
import static dev.roadstead.registry.attack.Attack.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Rows 13, 14, 17 to 25 and 32: blobs on their way in.
final class PushAttacks {
    private static final String UPLOADS = "/v2/push/ed/blobs/uploads/";

    private PushAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(digests(), sizes(), ids(), races()).flatMap(List::stream);
    }

    private static List<Attack> digests() {
        String wrong = Seed.MISSING_DIGEST;
        return List.of(
                request(
                        "13a",
                        "wrong bytes in one POST",
                        "POST",
                        UPLOADS + "?digest=" + wrong,
                        "",
                        Seed.HELLO,
                        400,
                        "DIGEST_INVALID"),
                course("13b", "wrong bytes in PUT after POST", registry -> wrongEnd(registry, "", Seed.HELLO)),
                course("13c", "wrong bytes in chunks", registry -> wrongEnd(registry, "Content-Range: 0-10\r\n", "")),
                course("13d", "wrong bytes in a stream", registry -> {
                    String upload = registry.upload("push/ed");
                    assertThat(registry.send(
                                            "PATCH %s HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
                                                    .formatted(upload))
                                    .status())
                            .isEqualTo(202);
                    endsWrong(registry, upload, "");
                }),
                course("13e", "wrong bytes where a mount did not happen", registry -> {
                    Answer answer = registry.send("POST", UPLOADS + "?mount=" + wrong + "&from=good/app", "", "");
                    assertThat(answer.status()).isEqualTo(202);
                    endsWrong(registry, answer.header("Location"), Seed.HELLO);
                }),
                course("14a", "the end without a digest", registry -> refusedEnd(registry, "")),
                course(
                        "14b",
                        "two digests",
                        registry ->
                                refusedEnd(registry, "?digest=" + Seed.HELLO_DIGEST + "&digest=" + Seed.HELLO_DIGEST)),
                course(
                        "14c",
                        "a digest of an unknown algorithm",
                        registry -> refusedEnd(registry, "?digest=md5:5eb63bbbe01eeed093cb22bb8f5acdc3")),
                course("14d", "no digest", registry -> refusedEnd(registry, "?digest=")),
                course("14e", "a digest of another registered algorithm, and wrong", registry -> {
                    String upload = registry.upload("push/ed");
                    registry.send("PUT", upload + "?digest=" + Seed.SHA512_DIGEST, "", "hello there")
                            .isARefusal(400, "DIGEST_INVALID");
                }),
                request(
                        "14f",
                        "an unknown digest-algorithm",
                        "POST",
                        UPLOADS + "?digest-algorithm=md5",
                        400,
                        "DIGEST_INVALID"));
    }

    private static void wrongEnd(AttackedRegistry registry, String range, String last) throws Exception {
        String upload = registry.upload("push/ed");
        if (!range.isEmpty()) {
            assertThat(registry.send("PATCH", upload, range, Seed.HELLO).status())
                    .isEqualTo(202);
        }
        endsWrong(registry, upload, last);
    }

    /// The blob is not there, and the upload is gone.
    private static void endsWrong(AttackedRegistry registry, String upload, String last) throws Exception {
        registry.send("PUT", upload + "?digest=" + Seed.MISSING_DIGEST, "", last)
                .isARefusal(400, "DIGEST_INVALID");
        registry.get(upload).isARefusal(404, "BLOB_UPLOAD_UNKNOWN");
        registry.get("/v2/push/ed/blobs/" + Seed.MISSING_DIGEST).isARefusal(404, "BLOB_UNKNOWN");
    }

    /// The upload stays, to be ended well.
    private static void refusedEnd(AttackedRegistry registry, String query) throws Exception {
        String upload = registry.upload("push/ed");
        registry.send("PUT", upload + query, "", Seed.HELLO).isARefusal(400, "DIGEST_INVALID");
        assertThat(registry.send("PUT", upload + "?digest=" + Seed.HELLO_DIGEST, "", Seed.HELLO)
                        .status())
                .isEqualTo(201);
    }

    private static List<Attack> sizes() {
        String sized = "%s %s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n";
        long max = AttackedRegistry.MAX_BLOB_SIZE_IN_BYTES;
        return List.of(
                course("17b", "more bytes than the length says", registry -> {
                    try (Wire wire = registry.connect()) {
                        wire.send(sized.formatted("PATCH", registry.upload("push/ed"), 5) + "hello world\r\n\r\n");
                        assertThat(wire.answer().header("Range")).isEqualTo("0-4");
                        wire.answer().isARefusal(400, "UNSUPPORTED");
                        assertThat(wire.isClosed()).isTrue();
                    }
                }),
                course("17c", "fewer bytes, and the end of the connection", registry -> {
                    String upload = registry.upload("push/ed");
                    try (Wire wire = registry.connect()) {
                        wire.send(sized.formatted("PATCH", upload, 11) + "hello")
                                .endOutput();
                        assertThat(wire.isClosed()).isTrue();
                    }
                    await().untilAsserted(() ->
                            assertThat(registry.get(upload).header("Range")).isEqualTo("0-4"));
                }),
                course(
                        "25a",
                        "a length above the limit, before a byte is read",
                        registry -> registry.send(
                                        sized.formatted("POST", UPLOADS + "?digest=" + Seed.HELLO_DIGEST, max + 1))
                                .isARefusal(413, "SIZE_INVALID")),
                course("25b", "the largest length there is, at the end of a started upload", registry -> {
                    String upload = registry.upload("push/ed");
                    registry.send("PATCH", upload, "", "hello");
                    registry.send(sized.formatted("PATCH", upload, Long.MAX_VALUE))
                            .isARefusal(413, "SIZE_INVALID");
                    assertThat(registry.get(upload).header("Range")).isEqualTo("0-4");
                }),
                course("25c", "more than the limit without a length", BigBodies::endlessBlob),
                course("32a", "a long blob of zeros, of which nothing stays in memory", BigBodies::zeros));
    }

    private static List<Attack> ids() {
        Attack.Course foreign = registry -> {
            String upload = registry.upload("push/ed");
            registry.send("PATCH", upload.replace("push/ed", "good/app"), "", "hello")
                    .isARefusal(404, "BLOB_UPLOAD_UNKNOWN");
            registry.send("DELETE", upload.replace("push/ed", "good/app"), "", "")
                    .isARefusal(404, "BLOB_UPLOAD_UNKNOWN");
            assertThat(registry.get(upload).status()).isEqualTo(204);
        };
        return List.of(
                course("20a", "an upload of another repository", foreign),
                request(
                        "20b",
                        "a random upload",
                        "PATCH",
                        UPLOADS + "123e4567-e89b-12d3-a456-426614174000",
                        404,
                        "BLOB_UPLOAD_UNKNOWN"),
                request("20c", "an upload like a path", "PATCH", UPLOADS + "../x", 404, "UNSUPPORTED"),
                request("20d", "an upload like an encoded path", "PATCH", UPLOADS + "..%2fx", 400, "NAME_INVALID"),
                request("20e", "an upload like SQL", "GET", UPLOADS + "x'%20OR%20'1'='1", 404, "BLOB_UPLOAD_UNKNOWN"),
                request(
                        "20f",
                        "an upload of 7,000 characters",
                        "DELETE",
                        UPLOADS + "x".repeat(7_000),
                        404,
                        "BLOB_UPLOAD_UNKNOWN"),
                course("20g", "an upload that ended", registry -> {
                    String upload = registry.upload("push/ed");
                    String end = upload + "?digest=" + Seed.HELLO_DIGEST;
                    assertThat(registry.send("PUT", end, "", Seed.HELLO).status())
                            .isEqualTo(201);
                    registry.send("PATCH", upload, "", "x").isARefusal(404, "BLOB_UPLOAD_UNKNOWN");
                    registry.send("PUT", end, "", Seed.HELLO).isARefusal(404, "BLOB_UPLOAD_UNKNOWN");
                }),
                course("20h", "an upload that was cancelled", registry -> {
                    String upload = registry.upload("push/ed");
                    assertThat(registry.send("DELETE", upload, "", "").status()).isEqualTo(204);
                    registry.send("PATCH", upload, "", "x").isARefusal(404, "BLOB_UPLOAD_UNKNOWN");
                }));
    }

    private static List<Attack> races() {
        return List.of(
                course("22a", "a chunk while another request writes to the upload", registry -> {
                    String upload = registry.upload("push/ed");
                    try (Wire first = registry.connect()) {
                        first.send("PATCH %s HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
                                .formatted(upload));
                        // It has the upload, for it asks for the bytes.
                        assertThat(first.answer().status()).isEqualTo(100);
                        registry.send("PATCH", upload, "", "HELLO").isARefusal(409, "BLOB_UPLOAD_INVALID");
                        assertThat(first.send("hello").answer().status()).isEqualTo(202);
                    }
                    String digest = Seed.digest("hello");
                    assertThat(registry.send("PUT", upload + "?digest=" + digest, "", "")
                                    .status())
                            .isEqualTo(201);
                }),
                course("23a", "the end twice at once", registry -> {
                    String upload = registry.upload("push/ed");
                    registry.send("PATCH", upload, "", Seed.HELLO);
                    Callable<Answer> end = () -> registry.send("PUT", upload + "?digest=" + Seed.HELLO_DIGEST, "", "");
                    List<Integer> statuses = new ArrayList<>();
                    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
                        for (Future<Answer> answer : both.invokeAll(List.of(end, end))) {
                            statuses.add(answer.get().status());
                        }
                    }
                    assertThat(statuses).contains(201).isSubsetOf(201, 404, 409);
                    assertThat(registry.get("/v2/push/ed/blobs/" + Seed.HELLO_DIGEST)
                                    .text())
                            .isEqualTo(Seed.HELLO);
                }));
    }
}
