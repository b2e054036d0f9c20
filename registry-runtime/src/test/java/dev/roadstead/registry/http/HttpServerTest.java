package dev.roadstead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Observer.Exchange> exchanges = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        client.close();
        if (server != null) {
            server.close();
        }
    }

    private void serve(Handler handler) throws IOException {
        serve(handler, HttpLimits.DEFAULT);
    }

    private void serve(Handler handler, HttpLimits limits) throws IOException {
        Observer observer = new Observer() {
            @Override
            public void finished(Exchange exchange) {
                exchanges.add(exchange);
            }
        };
        server = HttpServer.start(
                new HttpServer.Setup("test", ListenAddress.parse("127.0.0.1:0"), handler, limits, observer, null));
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + target));
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] readAll(Request request) throws IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (ByteBuffer chunk = request.body().next();
                chunk != null;
                chunk = request.body().next()) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void decodesPathAndQueryOnce() throws Exception {
        serve(request -> Response.text(200, request.path() + " " + request.parameters("a") + request.parameter("b")));

        HttpResponse<String> response =
                client.send(request("/x%2525/%C3%A4?a=1&a=%26&b=t/v+json").build(), BodyHandlers.ofString());

        assertThat(response.body()).isEqualTo("/x%25/ä [1, &]Optional[t/v+json]");
    }

    @Test
    void echoesALargeBodyBothWays() throws Exception {
        serve(request -> Response.of(200, "application/octet-stream", readAll(request)));
        byte[] content = random(9_000_001);

        HttpResponse<byte[]> response = client.send(
                request("/")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(Arrays.equals(response.body(), content)).isTrue();
        assertThat(exchanges).singleElement().satisfies(exchange -> {
            assertThat(exchange.received()).isEqualTo(content.length);
            assertThat(exchange.status()).isEqualTo(200);
        });
    }

    @Test
    void readsAChunkedBodyOfUnknownLength() throws Exception {
        serve(request -> Response.text(200, request.body().sizeInBytes() + ":" + readAll(request).length));
        byte[] content = random(300_000);

        HttpResponse<String> response = client.send(
                request("/")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(content)))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.body()).isEqualTo("OptionalLong.empty:300000");
    }

    @Test
    void sendsAPartOfAFile() throws Exception {
        byte[] content = random(3_000_000);
        Path file = Files.write(folder.resolve("blob"), content);
        serve(_ -> new Response(206, Headers.NONE, new Response.FileRange(file, 1000, 2_500_000)));

        HttpResponse<byte[]> response = client.send(request("/").build(), BodyHandlers.ofByteArray());

        assertThat(Arrays.equals(response.body(), Arrays.copyOfRange(content, 1000, 2_501_000)))
                .isTrue();
    }

    @Test
    void answersHeadWithTheLengthAndWithoutTheBody() throws Exception {
        Path file = Files.write(folder.resolve("blob"), random(1234));
        serve(_ -> new Response(200, Headers.NONE, new Response.FileRange(file, 0, 1234)));

        HttpResponse<byte[]> response = client.send(
                request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray());

        assertThat(response.headers().firstValue("content-length")).contains("1234");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void answers404WhenTheFileIsGone() throws Exception {
        serve(_ -> new Response(200, Headers.NONE, new Response.FileRange(folder.resolve("gone"), 0, 1)));

        HttpResponse<String> response = client.send(request("/").build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("BLOB_UNKNOWN");
    }

    @Test
    void streamsWithAndWithoutALength() throws Exception {
        serve(request -> {
            OptionalLong size = request.path().equals("/sized") ? OptionalLong.of(4_000_000) : OptionalLong.empty();
            return new Response(200, Headers.NONE, new Response.Streamed(size, sink -> {
                ByteBuffer buffer = ByteBuffer.allocate(1_000_000);
                for (int i = 0; i < 4; i++) {
                    sink.write(buffer.clear());
                }
            }));
        });

        for (String path : List.of("/sized", "/chunked")) {
            assertThat(client.send(request(path).build(), BodyHandlers.ofByteArray())
                            .body())
                    .hasSize(4_000_000);
        }
    }

    @Test
    void cutsTheClientWhenAStreamFailsInTheMiddle() throws Exception {
        serve(_ -> new Response(200, Headers.NONE, new Response.Streamed(OptionalLong.of(10), sink -> {
            sink.write(ByteBuffer.wrap(new byte[5]));
            throw new IOException("upstream went away");
        })));

        assertThatThrownBy(() -> client.send(request("/").build(), BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void answersWithTheErrorWhenAStreamFailsBeforeItsFirstByte() throws Exception {
        serve(_ -> new Response(200, Headers.NONE, new Response.Streamed(OptionalLong.of(10), _ -> {
            throw OciException.of(ErrorCode.BLOB_UNKNOWN);
        })));

        assertThat(client.send(request("/").build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void writesOciErrorsWithDetailAndHidesAllOthers() throws Exception {
        serve(request -> {
            if (request.path().equals("/oci")) {
                throw OciException.of(ErrorCode.DENIED, "no \"way\"", java.util.Map.of("Name", "a"));
            }
            throw new IllegalStateException("secret");
        });

        HttpResponse<String> oci = client.send(request("/oci").build(), BodyHandlers.ofString());
        HttpResponse<String> other = client.send(request("/x").build(), BodyHandlers.ofString());

        assertThat(oci.statusCode()).isEqualTo(403);
        assertThat(oci.body())
                .isEqualTo(
                        "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no \\\"way\\\"\",\"detail\":{\"Name\":\"a\"}}]}");
        assertThat(other.statusCode()).isEqualTo(500);
        assertThat(other.body()).doesNotContain("secret");
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        serve(request -> Response.text(200, "<" + request.path() + ":" + readAll(request).length + ">"));
        try (RawClient raw = new RawClient(server.address())) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                requests.append("POST /%d HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc".formatted(i));
            }
            raw.send(requests.toString());
            for (int i = 0; i < 20; i++) {
                assertThat(raw.readUntil(">")).endsWith("</" + i + ":3>");
            }
        }
    }

    @Test
    void asksForTheBodyOnlyWhenTheHandlerReadsIt() throws Exception {
        serve(request -> request.path().equals("/read")
                ? Response.text(200, "<" + readAll(request).length + ">")
                : Response.text(403, "<no>"));
        String head = " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";

        try (RawClient raw = new RawClient(server.address())) {
            raw.send("PUT /read" + head);
            assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            raw.send("abc");
            assertThat(raw.readUntil(">")).endsWith("<3>");
            raw.send("PUT /refuse" + head);
            assertThat(raw.readUntil(">")).startsWith("HTTP/1.1 403 ").contains("connection: close");
        }
    }

    @Test
    void deliversARefusalToAClientThatKeepsSending() throws Exception {
        serve(_ -> Response.text(401, "<no>"));
        try (RawClient raw = new RawClient(server.address())) {
            raw.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1500000\r\n\r\n");
            raw.send("x".repeat(1_500_000));

            assertThat(raw.readUntil("<no>")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void holdsTheClientBackWhileTheHandlerDoesNotRead() throws Exception {
        CountDownLatch proceed = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        serve(request -> {
            request.body().next();
            started.countDown();
            try {
                proceed.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return Response.text(200, String.valueOf(readAll(request).length > 0));
        });
        int size = 64 << 20;
        AtomicInteger taken = new AtomicInteger();
        InputStream slow = new InputStream() {
            @Override
            public int read() {
                return taken.incrementAndGet() > size ? -1 : 1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int count = Math.min(length, size - taken.get());
                taken.addAndGet(Math.max(count, 0));
                return count <= 0 ? -1 : count;
            }
        };

        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                request("/")
                        .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> slow))
                        .build(),
                BodyHandlers.ofString());
        started.await();
        // The sockets' buffers hold some; nothing near the whole body may have left the client.
        assertThat(taken.get()).isLessThan(size / 2);
        proceed.countDown();

        assertThat(answer.get(30, TimeUnit.SECONDS).body()).isEqualTo("true");
    }

    @Test
    void timesOutSilentClients() throws Exception {
        HttpLimits quick = new HttpLimits(
                8 << 10, 16 << 10, Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofMillis(200), 100);
        serve(request -> Response.text(200, "<" + readAll(request).length + ">"), quick);

        try (RawClient silent = new RawClient(server.address());
                RawClient slowHead = new RawClient(server.address()).send("GET / HT");
                RawClient slowBody = new RawClient(server.address())
                        .send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
                RawClient idle = new RawClient(server.address()).send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")) {
            assertThat(silent.readAll()).isEmpty();
            assertThat(slowHead.readAll()).isEmpty();
            assertThat(slowBody.readAll()).startsWith("HTTP/1.1 408 ");
            assertThat(idle.readAll()).endsWith("<0>");
        }
    }

    @Test
    void makesRoomByClosingTheConnectionIdleForLongest() throws Exception {
        HttpLimits two = new HttpLimits(
                8 << 10, 16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60), 2);
        serve(_ -> Response.text(200, "<ok>"), two);
        String get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

        try (RawClient first = new RawClient(server.address());
                RawClient second = new RawClient(server.address())) {
            first.send(get).readUntil("<ok>");
            second.send(get).readUntil("<ok>");
            try (RawClient third = new RawClient(server.address())) {
                third.send(get).readUntil("<ok>");
                assertThat(first.readAll()).isEmpty();
                second.send(get).readUntil("<ok>");
            }
        }
    }

    @Test
    void drainsLetsTheRunningRequestEndAndRefusesNewConnections() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        serve(_ -> {
            running.countDown();
            try {
                proceed.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return Response.text(200, "<done>");
        });
        try (RawClient raw = new RawClient(server.address())) {
            raw.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            running.await();
            CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> {
                try {
                    return server.drain(Duration.ofSeconds(10));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(() -> new RawClient(server.address()).close())
                            .isInstanceOf(IOException.class));
            proceed.countDown();

            assertThat(raw.readAll()).contains("connection: close").endsWith("<done>");
            assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void saysWhichAddressIsTaken() throws Exception {
        serve(_ -> Response.of(200));
        ListenAddress taken =
                ListenAddress.parse("127.0.0.1:" + server.address().getPort());

        assertThatThrownBy(() -> HttpServer.start(HttpServer.Setup.plain("second", taken, _ -> Response.of(200))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on " + taken);
    }

    /// Answers paths below `/now` at once, with the name of the thread.
    private static final class AtOnce implements Handler {
        @Override
        public Response handle(Request request) throws IOException {
            return Response.text(200, "later:" + request.path() + ":" + readAll(request).length + ";");
        }

        @Override
        public Response answerAtOnce(Request request) {
            return switch (request.path()) {
                case "/large" -> Response.of(200, "text/plain", random(100_000));
                case "/broken" -> throw new IllegalStateException("of a test");
                case String path
                when path.startsWith("/now") ->
                    Response.text(200, Thread.currentThread().getName() + ":" + path + ";");
                default -> null;
            };
        }
    }

    @Test
    void answersOnTheEventLoopWhatNeedsNoWaiting() throws Exception {
        serve(new AtOnce());

        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = client.send(request("/now" + i).build(), BodyHandlers.ofString());
            assertThat(response.body()).startsWith("test-loop").endsWith(":/now" + i + ";");
        }

        assertThat(exchanges)
                .extracting(Observer.Exchange::path, Observer.Exchange::status)
                .containsExactly(tuple("/now0", 200), tuple("/now1", 200), tuple("/now2", 200));
        assertThat(exchanges).allMatch(exchange -> exchange.sent() > 10);
    }

    @Test
    void asksTheRequestsThreadForWhatIsLargeOrFailsAtOnce() throws Exception {
        serve(new AtOnce());

        for (String path : List.of("/large", "/broken", "/other")) {
            assertThat(client.send(request(path).build(), BodyHandlers.ofString())
                            .body())
                    .isEqualTo("later:" + path + ":0;");
        }
    }

    @Test
    void readsBodiesBeforeItAnswers() throws Exception {
        serve(new AtOnce());

        assertThat(client.send(
                                request("/now")
                                        .POST(HttpRequest.BodyPublishers.ofByteArray(random(10)))
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .isEqualTo("later:/now:10;");
    }

    @Test
    void answersRequestsThatComeTogetherInTheirOrder() throws Exception {
        serve(new AtOnce());
        try (RawClient raw = new RawClient(server.address())) {
            raw.send("GET /now1 HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "GET /later2 HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "GET /now3 HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "PUT /now4 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
                    + "HEAD /now5 HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "GET /now6 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                    + "GET /now7 HTTP/1.1\r\nHost: a\r\n\r\n");

            String answers = raw.readUntilClosed();

            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(7);
            assertThat(answers)
                    .containsSubsequence(":/now1;", "later:/later2:0;", ":/now3;", "later:/now4:2;", ":/now6;");
            assertThat(answers).doesNotContain("/now5").doesNotContain("/now7");
        }
    }
}
