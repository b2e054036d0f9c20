package dev.roadstead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedRequestsTest {
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.start(HttpServer.Setup.plain("test", ListenAddress.parse("127.0.0.1:0"), request -> {
            while (request.body().next() != null) {
                // Read to the end.
            }
            return Response.text(200, request.path());
        }));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> requests() {
        String host = "Host: a\r\n";
        return Stream.of(
                row("no Host", "GET / HTTP/1.1\r\n\r\n", 400),
                row("two Hosts", "GET / HTTP/1.1\r\n" + host + "Host: b\r\n\r\n", 400),
                row("another host in the target", "GET http://evil/ HTTP/1.1\r\n" + host + "\r\n", 400),
                row("a target without a slash", "GET x HTTP/1.1\r\n" + host + "\r\n", 400),
                row("encoded slash", "GET /v2/a%2fb/tags/list HTTP/1.1\r\n" + host + "\r\n", 400),
                row("encoded NUL", "GET /v2/a%00 HTTP/1.1\r\n" + host + "\r\n", 400),
                row("half an escape", "GET /v2/a%4 HTTP/1.1\r\n" + host + "\r\n", 400),
                row("no escape", "GET /v2/a%zz HTTP/1.1\r\n" + host + "\r\n", 400),
                row("overlong UTF-8", "GET /v2/%c0%ae HTTP/1.1\r\n" + host + "\r\n", 400),
                row(
                        "two lengths",
                        "POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                        400),
                row(
                        "length and chunked",
                        "POST / HTTP/1.1\r\n" + host
                                + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                row(
                        "chunked in HTTP/1.0",
                        "POST / HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                row(
                        "gzip coding",
                        "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                        400),
                row("negative length", "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400),
                row("no number as length", "POST / HTTP/1.1\r\n" + host + "Content-Length: x\r\n\r\n", 400),
                row("length 2^63", "POST / HTTP/1.1\r\n" + host + "Content-Length: 9223372036854775808\r\n\r\n", 400),
                row("signed length", "POST / HTTP/1.1\r\n" + host + "Content-Length: +1\r\n\r\na", 400),
                row("bare line feeds", "GET / HTTP/1.1\nHost: a\n\n", 400),
                row("NUL in a field", "GET / HTTP/1.1\r\n" + host + "X: a\0b\r\n\r\n", 400),
                row("space before the colon", "GET / HTTP/1.1\r\n" + host + "Content-Length : 0\r\n\r\n", 400),
                row("100 KB of fields", "GET / HTTP/1.1\r\n" + host + "X: " + "a".repeat(100_000) + "\r\n\r\n", 431),
                row("1,000 fields", "GET / HTTP/1.1\r\n" + host + "X-Some-Name: value-a\r\n".repeat(1000), 431),
                row("100 KB target", "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n" + host + "\r\n", 414),
                row(
                        "unknown expectation",
                        "POST / HTTP/1.1\r\n" + host + "Expect: x\r\nContent-Length: 1\r\n\r\n",
                        417),
                row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
                row("TLS bytes", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\r\n\r\n", 400),
                row("PROXY protocol", "PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\nGET / HTTP/1.1\r\n" + host + "\r\n", 400),
                row("HTTP/1.9", "GET / HTTP/1.9\r\n" + host + "\r\n", 505),
                row("garbage", "hello\r\n\r\n", 400));
    }

    private static Arguments row(String name, String request, int status) {
        return Arguments.of(name, request, status);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void isRefusedInTheErrorFormAndTheConnectionClosed(String name, String request, int status) throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send(request);

            String answer = client.readAll();

            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            assertThat(answer).containsOnlyOnce("HTTP/1.1 ").contains("connection: close", "{\"errors\":[{\"code\":");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void refusesABodyThatIsNoHttpAndClosesTheConnection(String name, String body) throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body);

            assertThat(client.readUntilClosed())
                    .startsWith("HTTP/1.1 400 ")
                    .containsOnlyOnce("HTTP/1.1 ")
                    .contains("connection: close");
        }
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("chunk size of 20 digits", "fffffffffffffffffff0\r\nabc"),
                Arguments.of("negative chunk size", "-1\r\nabc"),
                Arguments.of("no chunk size", "xyz\r\nabc"),
                Arguments.of("1 MB chunk extension", "1;" + "a".repeat(1 << 20) + "\r\na\r\n0\r\n\r\n"));
    }
}
