package dev.roadstead.registry.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;

/// One response. For HEAD the server sends the headers and the length of the body, and no body.
public record Response(int status, Headers headers, Body body) {

    public sealed interface Body {}

    public record Empty() implements Body {}

    @SuppressWarnings("ArrayRecordComponent")
    public record Bytes(byte[] content) implements Body {}

    /// A part of a file; opened before the handler returns the response would be too early, so the server opens it and
    /// answers 404 if it is gone.
    public record FileRange(Path file, long offset, long sizeInBytes) implements Body {}

    /// Written by the handler's own code on a virtual thread. When `writer` throws, the connection is cut, so that the
    /// client sees a short body.
    ///
    /// @param sizeInBytes empty for a chunked body
    public record Streamed(OptionalLong sizeInBytes, Writer writer) implements Body {}

    @FunctionalInterface
    public interface Writer {
        void writeTo(Sink sink) throws IOException;
    }

    /// Blocks while the client is slower than the writer. The buffer may be used again when `write` returns.
    @FunctionalInterface
    public interface Sink {
        void write(ByteBuffer chunk) throws IOException;
    }

    public static Response of(int status) {
        return new Response(status, Headers.NONE, new Empty());
    }

    public static Response of(int status, String contentType, byte[] content) {
        return new Response(status, Headers.of("Content-Type", contentType), new Bytes(content));
    }

    public static Response text(int status, String content) {
        return of(status, "text/plain; charset=utf-8", content.getBytes(StandardCharsets.UTF_8));
    }

    public Response with(String name, String value) {
        return new Response(status, headers.with(name, value), body);
    }
}
