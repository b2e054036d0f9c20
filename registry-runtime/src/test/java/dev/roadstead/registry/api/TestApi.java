package dev.roadstead.registry.api;

import dev.roadstead.config.RegistryConfig.Limits;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.content.TestContent;
import dev.roadstead.registry.http.ErrorResponses;
import dev.roadstead.registry.http.Headers;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.RequestBody;
import dev.roadstead.registry.http.RequestMemory;
import dev.roadstead.registry.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Calls the API as the server does, without a socket.
final class TestApi implements AutoCloseable {
    static final Limits LIMITS = new Limits(4L << 20, 1_000, Duration.ofHours(1), false);

    private final TestContent content;
    private final StorageRefusals api;

    TestApi(TestContent content) {
        this.content = content;
        this.api = new StorageRefusals(new RegistryApi(content.store(), () -> LIMITS));
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Reply(int status, Headers headers, byte[] content) {
        String header(String name) {
            return headers.first(name).orElse("");
        }

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    TestContent content() {
        return content;
    }

    Reply call(String method, String url, Headers headers, byte[] body) throws IOException {
        return call(method, url, headers, new ArrayBody(body, OptionalLong.of(body.length)));
    }

    Reply call(String method, String url, Headers headers, RequestBody body) throws IOException {
        String[] parts = url.split("\\?", 2);
        Request request = new Request(
                method,
                decode(parts[0]),
                parts.length > 1 ? query(parts[1]) : Map.of(),
                headers,
                body,
                InetSocketAddress.createUnresolved("127.0.0.1", 1),
                RequestMemory.UNLIMITED);
        Response response;
        try {
            response = api.handle(request);
        } catch (OciException e) {
            response = ErrorResponses.of(e);
        }
        return new Reply(response.status(), response.headers(), bytes(response.body()));
    }

    Reply call(String method, String url) throws IOException {
        return call(method, url, Headers.NONE, new byte[0]);
    }

    Reply putManifest(String repository, String reference, String type, String json) throws IOException {
        return call(
                "PUT",
                "/v2/" + repository + "/manifests/" + reference,
                Headers.of("Content-Type", type),
                json.getBytes(StandardCharsets.UTF_8));
    }

    Digest pushBlob(String repository, String text) throws IOException {
        return content.push(repository, text);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> query(String text) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            query.computeIfAbsent(decode(parts[0]), _ -> new ArrayList<>())
                    .add(parts.length > 1 ? decode(parts[1]) : "");
        }
        return query;
    }

    private static byte[] bytes(Response.Body body) throws IOException {
        return switch (body) {
            case Response.Empty _ -> new byte[0];
            case Response.Bytes(byte[] content) -> content;
            case Response.FileRange(var file, long offset, long size) -> {
                try (FileChannel channel = FileChannel.open(file)) {
                    ByteBuffer part = ByteBuffer.allocate((int) size);
                    channel.read(part, offset);
                    yield part.array();
                }
            }
            case Response.Streamed streamed -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                streamed.writer().writeTo(Channels.newChannel(out)::write);
                yield out.toByteArray();
            }
        };
    }

    /// A body that comes in two pieces.
    static final class ArrayBody implements RequestBody {
        private final ByteBuffer rest;
        private final OptionalLong announced;

        ArrayBody(byte[] content, OptionalLong announced) {
            this.rest = ByteBuffer.wrap(content);
            this.announced = announced;
        }

        @Override
        public OptionalLong sizeInBytes() {
            return announced;
        }

        @Override
        public ByteBuffer next() {
            if (!rest.hasRemaining()) {
                return null;
            }
            ByteBuffer piece = rest.slice(rest.position(), (rest.remaining() + 1) / 2);
            rest.position(rest.position() + piece.remaining());
            return piece;
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
