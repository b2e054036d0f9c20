package dev.roadstead.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @Test
    void readsBodiesByLengthAndByChunksOnOneConnection() throws IOException {
        try (var server = new ScriptedServer(List.of(List.of(
                        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n",
                        EMPTY)));
                var connection = new Connection(server.target())) {
            assertThat(body(connection, server)).isEqualTo("hello");
            assertThat(body(connection, server)).isEqualTo("abc0123456789abcdef");
            assertThat(body(connection, server)).isEmpty();
        }
    }

    @Test
    void takesTheAnswerToAHeadForOneWithoutBody() throws IOException {
        try (var server = new ScriptedServer(List.of(List.of(
                        "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n",
                        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")));
                var connection = new Connection(server.target())) {
            Request head = Request.of(server.target(), "HEAD", "/");

            assertThat(connection.exchange(head)).isEqualTo(new Answer(200, null, 0));
            assertThat(connection.exchange(head).status()).isEqualTo(404);
        }
    }

    @Test
    void opensAnewWhenTheServerClosedIt() throws IOException {
        try (var server = new ScriptedServer(List.of(List.of(EMPTY), List.of(EMPTY)));
                var connection = new Connection(server.target())) {
            Request get = Request.of(server.target(), "GET", "/");

            connection.exchange(get);

            assertThat(connection.exchange(get).status()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerThatBreaksOffIsAnError() throws IOException {
        try (var server = new ScriptedServer(List.of(List.of("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal")));
                var connection = new Connection(server.target())) {
            assertThatThrownBy(() -> connection.exchange(Request.of(server.target(), "GET", "/")))
                    .hasMessage("the connection ended within an answer's body");
        }
    }

    @Test
    void aLocationIsAPathOfTheTargetWhateverItsHost() {
        assertThat(Target.pathOf("http://elsewhere:1/v2/a/blobs/uploads/1?_state=x%3D"))
                .isEqualTo("/v2/a/blobs/uploads/1?_state=x%3D");
        assertThat(Target.pathOf("/v2/a/blobs/uploads/1")).isEqualTo("/v2/a/blobs/uploads/1");
    }

    private static String body(Connection connection, ScriptedServer server) throws IOException {
        var body = new ByteArrayOutputStream();
        connection.exchange(Request.of(server.target(), "GET", "/"), body);
        return body.toString(StandardCharsets.UTF_8);
    }
}
