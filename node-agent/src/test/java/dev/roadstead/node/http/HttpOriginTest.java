package dev.roadstead.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.node.tls.TestCa;
import dev.roadstead.node.tls.Trust;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpOriginTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String EMPTY = "HTTP/1.1 204 No Content\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void tearDown() throws IOException {
        server.close();
    }

    private HttpOrigin origin() {
        return new HttpOrigin(server.uri("http"), Trust.system(), SOON);
    }

    private static String get(HttpOrigin origin) throws IOException {
        HttpAnswer answer = origin.send(HttpRequest.get("/x?y", Map.of()), SOON, SOON);
        try (var body = answer.body()) {
            return answer.status() + " " + new String(body.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\ncontent-length:2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1;x=y\r\nk\r\n0\r\nTrailer: x\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200\r\nConnection: close\r\n\r\nok",
                "HTTP/1.0 200 OK\n\nok"
            })
    void readsAnAnswerHoweverItIsFramed(String answer) throws IOException {
        server.connection(answer);

        try (HttpOrigin origin = origin()) {
            assertThat(get(origin)).isEqualTo("200 ok");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"
            })
    void anAnswerThatBreaksOffIsNoAnswer(String answer) {
        server.connection(answer);

        try (HttpOrigin origin = origin()) {
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> get(origin));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-x\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno field\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"
            })
    void whatIsNotHttpIsRefused(String answer) {
        server.connection(answer);

        try (HttpOrigin origin = origin()) {
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> get(origin));
        }
    }

    @Test
    void asksAgainOnTheSameConnection() throws IOException {
        server.connection(OK, EMPTY, OK);

        try (HttpOrigin origin = origin()) {
            assertThat(get(origin)).isEqualTo("200 ok");
            assertThat(get(origin)).isEqualTo("204 ");
            assertThat(get(origin)).isEqualTo("200 ok");
        }
        assertThat(server.connections()).isOne();
    }

    @Test
    void anotherConnectionIsMadeWhereTheServerClosedTheOneThatWaited() throws IOException {
        server.connection(OK).connection(OK);

        try (HttpOrigin origin = origin()) {
            assertThat(get(origin)).isEqualTo("200 ok");
            assertThat(get(origin)).isEqualTo("200 ok");
        }
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void sendsHeadersAndBody() throws IOException {
        server.connection(OK);

        try (HttpOrigin origin = origin()) {
            var _ = origin.send(new HttpRequest("PATCH", "/x", Map.of("Accept", "y"), "{}"), SOON, SOON);
        }
        assertThat(server.requests())
                .containsExactly("PATCH /x HTTP/1.1\nHost: "
                        + server.uri("http").getAuthority() + "\nAccept: y\nContent-Length: 2\n{}");
    }

    @Test
    void aHeaderCannotSmuggleALine() {
        assertThatThrownBy(() -> HttpRequest.get("/", Map.of("Authorization", "a\r\nb")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotWaitForASilentServer() {
        server.connection(ScriptedServer.SILENCE);

        try (HttpOrigin origin = origin()) {
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(
                            () -> origin.send(HttpRequest.get("/", Map.of()), Duration.ofMillis(100), Duration.ZERO));
        }
    }

    private static String getFrom(String address, TestCa ca) throws Exception {
        SSLContext tls = Trust.only(Trust.certificates(ca.pem().getBytes(StandardCharsets.US_ASCII)));
        try (ScriptedServer encrypted = new ScriptedServer(address, ca).connection(OK);
                HttpOrigin origin = new HttpOrigin(encrypted.uri("https"), tls, SOON)) {
            return get(origin);
        }
    }

    @Test
    void checksTheNameInTheCertificate() throws Exception {
        TestCa ca = TestCa.named("ca");

        assertThat(getFrom("127.0.0.1", ca)).isEqualTo("200 ok");
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> getFrom("127.0.0.2", ca));
    }

    @Test
    void aHandshakeWithAServerThatSpeaksNoTlsIsATroubleOfTls() {
        server.connection("HTTP/1.1 400 Bad Request\r\n\r\n");

        try (HttpOrigin origin = new HttpOrigin(server.uri("https"), Trust.system(), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> get(origin)).isInstanceOfAny(SSLException.class, SocketTimeoutException.class);
        }
    }
}
