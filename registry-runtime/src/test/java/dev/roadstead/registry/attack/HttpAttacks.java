package dev.roadstead.registry.attack;

import static dev.roadstead.registry.attack.Attack.bytes;
import static dev.roadstead.registry.attack.Attack.course;
import static dev.roadstead.registry.attack.Attack.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.MediaTypes;
import java.util.List;
import java.util.stream.Stream;

/// Rows 64 to 73: what is around a request.
final class HttpAttacks {
    private static final String GET = "GET /v2/ HTTP/1.1\r\n";
    private static final String HOST = "Host: a\r\n";

    private HttpAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(hosts(), sizes(), expectations(), encodings(), garbage())
                .flatMap(List::stream);
    }

    private static List<Attack> hosts() {
        return List.of(
                bytes("64a", "no Host", GET + "\r\n", 400, "UNSUPPORTED"),
                bytes("64b", "two Hosts", GET + HOST + HOST + "\r\n", 400, "UNSUPPORTED"),
                bytes(
                        "64c",
                        "another host in the target",
                        "GET http://evil/v2/ HTTP/1.1\r\n" + HOST + "\r\n",
                        400,
                        "NAME_INVALID"),
                bytes(
                        "64d",
                        "a user in the target",
                        "GET http://x@a/v2/ HTTP/1.1\r\n" + HOST + "\r\n",
                        400,
                        "NAME_INVALID"),
                bytes("64e", "a target without a slash", "GET v2/ HTTP/1.1\r\n" + HOST + "\r\n", 400, "NAME_INVALID"),
                bytes("64f", "a Host with a path", GET + "Host: a/evil\r\n\r\n", 400, "UNSUPPORTED"),
                bytes("64g", "a Host with a user", GET + "Host: x@a\r\n\r\n", 400, "UNSUPPORTED"),
                bytes("64h", "two Hosts in one field", GET + "Host: a, b\r\n\r\n", 400, "UNSUPPORTED"),
                bytes("64i", "a star as the target", "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n", 400, "NAME_INVALID"),
                course("64j", "the host of somebody else", registry -> {
                    Answer answer = registry.send(
                            "POST /v2/push/ed/blobs/uploads/ HTTP/1.1\r\nHost: evil\r\nContent-Length: 0\r\n\r\n");
                    assertThat(answer.headers().asMap().toString()).doesNotContain("evil");
                }),
                course(
                        "64k",
                        "the same host in the target",
                        registry -> assertThat(registry.send("GET http://a/v2/ HTTP/1.1\r\n" + HOST + "\r\n")
                                        .status())
                                .isEqualTo(200)));
    }

    private static List<Attack> sizes() {
        return List.of(
                bytes(
                        "65a",
                        "a field of 100 KB",
                        GET + HOST + "X: " + "a".repeat(100_000) + "\r\n\r\n",
                        431,
                        "UNSUPPORTED"),
                bytes("65b", "1,000 fields", GET + HOST + "X: y\r\n".repeat(1_000) + "\r\n", 431, "UNSUPPORTED"),
                bytes(
                        "65c",
                        "a target of 100 KB",
                        "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n" + HOST + "\r\n",
                        414,
                        "NAME_INVALID"),
                bytes("65d", "NUL in a field", GET + HOST + "X: a\0b\r\n\r\n", 400, "UNSUPPORTED"),
                bytes("65e", "a carriage return in a field", GET + HOST + "X: a\rb\r\n\r\n", 400, "UNSUPPORTED"),
                bytes(
                        "65f",
                        "a method of 100 KB",
                        "G".repeat(100_000) + " / HTTP/1.1\r\n" + HOST + "\r\n",
                        414,
                        "NAME_INVALID"),
                bytes("65g", "a name of 100 KB", GET + HOST + "X".repeat(100_000) + ": a\r\n\r\n", 431, "UNSUPPORTED"),
                bytes(
                        "65h",
                        "no ASCII in the target",
                        "GET /v2/\u00e4 HTTP/1.1\r\n" + HOST + "\r\n",
                        400,
                        "NAME_INVALID"),
                bytes("65i", "half an escape", "GET /v2/a%4 HTTP/1.1\r\n" + HOST + "\r\n", 400, "NAME_INVALID"),
                bytes("65j", "an overlong escape", "GET /v2/%c0%ae HTTP/1.1\r\n" + HOST + "\r\n", 400, "NAME_INVALID"));
    }

    private static List<Attack> expectations() {
        String upgrade = GET + HOST
                + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: %s\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nSec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        return List.of(
                bytes(
                        "67a",
                        "another expectation",
                        "POST /v2/push/ed/blobs/uploads/ HTTP/1.1\r\n" + HOST
                                + "Expect: 200-ok\r\nContent-Length: 1\r\n\r\n",
                        417,
                        "UNSUPPORTED"),
                course(
                        "67b",
                        "an upgrade to HTTP/2, which is not taken",
                        registry -> assertThat(
                                        registry.send(upgrade.formatted("h2c")).status())
                                .isEqualTo(200)),
                course(
                        "67c",
                        "an upgrade to a WebSocket, which is not taken",
                        registry -> assertThat(registry.send(upgrade.formatted("websocket"))
                                        .status())
                                .isEqualTo(200)),
                bytes("67d", "the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "UNSUPPORTED"));
    }

    private static List<Attack> encodings() {
        String manifest = "Content-Type: " + MediaTypes.OCI_MANIFEST + "\r\n";
        String bomb = "\u001f\u008b\b\0\0\0\0\0";
        return List.of(
                request(
                        "68a",
                        "a gzip manifest",
                        "PUT",
                        Seed.APP + "manifests/bad",
                        manifest + "Content-Encoding: gzip\r\n",
                        bomb,
                        415,
                        "UNSUPPORTED"),
                request(
                        "68b",
                        "a zstd manifest",
                        "PUT",
                        Seed.APP + "manifests/bad",
                        manifest + "Content-Encoding: zstd\r\n",
                        bomb,
                        415,
                        "UNSUPPORTED"),
                request(
                        "68c",
                        "two encodings of a manifest",
                        "PUT",
                        Seed.APP + "manifests/bad",
                        manifest + "Content-Encoding: identity, gzip\r\n",
                        bomb,
                        415,
                        "UNSUPPORTED"),
                request(
                        "68d",
                        "a gzip blob",
                        "POST",
                        "/v2/push/ed/blobs/uploads/?digest=" + Seed.HELLO_DIGEST,
                        "Content-Encoding: gzip\r\n",
                        bomb,
                        415,
                        "UNSUPPORTED"),
                request(
                        "68e",
                        "gzip bytes as a manifest",
                        "PUT",
                        Seed.APP + "manifests/bad",
                        manifest,
                        bomb,
                        400,
                        "MANIFEST_INVALID"));
    }

    private static List<Attack> garbage() {
        return List.of(
                bytes(
                        "73a",
                        "PROXY protocol 1",
                        "PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\n" + GET + HOST + "\r\n",
                        400,
                        "UNSUPPORTED"),
                bytes(
                        "73b",
                        "PROXY protocol 2",
                        "\r\n\r\n\0\r\nQUIT\n!\u0011\0\f\u0001\u0001\u0001\u0001\u0002\u0002\u0002\u0002\0\u0001\0\u0002"
                                + GET + HOST + "\r\n",
                        400,
                        "UNSUPPORTED"),
                bytes("73c", "TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\r\n\r\n", 400, "UNSUPPORTED"),
                bytes("73d", "garbage", "hello\r\n\r\n", 400, "UNSUPPORTED"),
                bytes("73e", "a later version", "GET /v2/ HTTP/1.9\r\n" + HOST + "\r\n", 505, "UNSUPPORTED"),
                bytes("73f", "no version, as in HTTP/0.9", "GET /v2/\r\n\r\n", 400, "UNSUPPORTED"),
                course("73g", "nothing but line ends, and the end", registry -> {
                    try (Wire wire = registry.connect()) {
                        wire.send("\r\n".repeat(1_000)).endOutput();
                        assertThat(wire.isClosed()).isTrue();
                    }
                }),
                course("73h", "garbage after a good request", registry -> {
                    try (Wire wire = registry.connect()) {
                        wire.send(GET + HOST + "\r\nGARBAGE\r\n\r\n");
                        assertThat(wire.answer().status()).isEqualTo(200);
                        wire.answer().isARefusal(400, "UNSUPPORTED");
                        assertThat(wire.isClosed()).isTrue();
                    }
                }));
    }
}
