package dev.roadstead.registry.attack;

import static dev.roadstead.registry.attack.Attack.bytes;
import static dev.roadstead.registry.attack.Attack.course;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Row 19: requests whose end two servers could see at different places. Each has a second request inside, which must
/// not be answered.
final class FramingAttacks {
    private static final String POST = "POST /v2/push/ed/blobs/uploads/ HTTP/1.1\r\nHost: a\r\n";
    private static final String SMUGGLED = "GET /v2/good/app/manifests/v1 HTTP/1.1\r\nHost: a\r\n\r\n";

    private FramingAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(heads(), chunks(), trailers()).flatMap(List::stream);
    }

    private static Attack head(String id, String what, String fields) {
        return bytes(id, what, POST + fields + "\r\n" + SMUGGLED, 400, "UNSUPPORTED");
    }

    private static List<Attack> heads() {
        String chunked = "Transfer-Encoding: chunked\r\n";
        return List.of(
                head("19a", "a negative length", "Content-Length: -1\r\n"),
                head("19b", "a length that is no number", "Content-Length: 0x10\r\n"),
                head("19c", "a length of 2^63", "Content-Length: 9223372036854775808\r\n"),
                head("19d", "a length with a sign", "Content-Length: +0\r\n"),
                head("19e", "a length and chunks", "Content-Length: 5\r\n" + chunked),
                head("19f", "chunks and a length", chunked + "Content-Length: 5\r\n"),
                head("19g", "two lengths", "Content-Length: 0\r\nContent-Length: 54\r\n"),
                head("19h", "the same length twice", "Content-Length: 0\r\nContent-Length: 0\r\n"),
                head("19i", "two lengths in one field", "Content-Length: 0, 54\r\n"),
                head("19j", "no length", "Content-Length:\r\n"),
                head("19k", "a folded length", "Content-Length: 0\r\n 54\r\n"),
                course(
                        "19l",
                        "a folded field, which is one field (RFC 9112, section 5.2)",
                        registry -> assertThat(
                                        registry.send(POST + "X: a\r\n Content-Length: 9\r\nContent-Length: 0\r\n\r\n")
                                                .status())
                                .isEqualTo(202)),
                head("19z", "a folded coding", "Transfer-Encoding:\r\n chunked\r\n"),
                head("19m", "a space before the colon", "Content-Length : 0\r\n"),
                head("19n", "a space before the first field", " Content-Length: 0\r\n"),
                head("19o", "bare line feeds", "Content-Length: 0\n"),
                head("19p", "a bare carriage return", "X: a\rContent-Length: 0\r\n"),
                head("19q", "another coding before chunked", "Transfer-Encoding: gzip, chunked\r\n"),
                head("19r", "a coding after chunked", "Transfer-Encoding: chunked, identity\r\n"),
                head("19s", "two codings", chunked + chunked),
                head("19t", "a coding that only looks like chunked", "Transfer-Encoding: xchunked\r\n"),
                head("19u", "a coding behind a control character", "Transfer-Encoding: \u000bchunked\r\n"),
                head("19v", "a length of digits of another script", "Content-Length: \u00b2\r\n"),
                head("19w", "an empty field name", ": x\r\n"),
                head("19x", "a field without a colon", "nothing\r\n"),
                bytes(
                        "19y",
                        "chunks in HTTP/1.0",
                        "POST /v2/push/ed/blobs/uploads/ HTTP/1.0\r\n" + chunked + "\r\n0\r\n\r\n" + SMUGGLED,
                        400,
                        "UNSUPPORTED"));
    }

    private static List<Attack> chunks() {
        List<String[]> malformed = List.of(
                new String[] {"a size of 20 digits", "fffffffffffffffffff0\r\nabc"},
                new String[] {"a negative size", "-1\r\nabc"},
                new String[] {"no size", "xyz\r\nabc"},
                new String[] {"an empty size", "\r\nabc"},
                new String[] {"a size with 0x", "0x3\r\nabc"},
                new String[] {"a size that overflows 32 bits to 3", "100000003\r\nabc\r\n0\r\n\r\n"},
                new String[] {"a bare line feed after the size", "3\nabc\r\n0\r\n\r\n"},
                new String[] {"no line end after the chunk", "3\r\nabcX\r\n0\r\n\r\n"},
                new String[] {"a bare line feed after the chunk", "3\r\nabc\n0\r\n\r\n"},
                new String[] {"a megabyte of chunk extension", "3;" + "a".repeat(1 << 20) + "\r\nabc\r\n0\r\n\r\n"},
                new String[] {"a bare line feed in a chunk extension", "3;a\nb\r\nabc\r\n0\r\n\r\n"});
        List<Attack> rows = new ArrayList<>();
        for (int i = 0; i < malformed.size(); i++) {
            String[] row = malformed.get(i);
            rows.add(course("19a" + (char) ('a' + i), row[0], registry -> refusedBody(registry, row[1])));
        }
        return rows;
    }

    private static void refusedBody(AttackedRegistry registry, String body) throws Exception {
        String upload = registry.upload("push/ed");
        try (Wire wire = registry.connect()) {
            wire.send("PATCH " + upload + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .sendWhatIsTaken((body + SMUGGLED).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), 1);
            wire.answer().isARefusal(400, "BLOB_UPLOAD_INVALID");
            assertThat(wire.isClosed()).isTrue();
        }
    }

    private static List<Attack> trailers() {
        String chunked =
                "PATCH %s HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n3\r\nabc\r\n0\r\n";
        return List.of(
                course("19ba", "trailers that would change the request, which count for nothing", registry -> {
                    String upload = registry.upload("push/ed");
                    Answer answer = registry.send(chunked.formatted(upload)
                            + "Content-Range: 7-9\r\nContent-Length: 54\r\nAuthorization: Basic eDp5\r\n\r\n");
                    assertThat(answer.status()).isEqualTo(202);
                    assertThat(answer.header("Range")).isEqualTo("0-2");
                }),
                course("19bb", "a megabyte of trailers", registry -> {
                    String upload = registry.upload("push/ed");
                    try (Wire wire = registry.connect()) {
                        wire.send(chunked.formatted(upload))
                                .sendWhatIsTaken(
                                        "X: aaaaaaaaaaaaaaaa\r\n"
                                                .repeat(50_000)
                                                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                                        1);
                        wire.answer().isARefusal(400, "BLOB_UPLOAD_INVALID");
                        assertThat(wire.isClosed()).isTrue();
                    }
                }));
    }
}
