package dev.roadstead.registry.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a server answered after all redirects. To be closed: what was not read then is not fetched.
public final class Answer implements AutoCloseable {
    private final int status;
    private final HttpHeaders headers;
    private final AnswerBody body;

    Answer(int status, HttpHeaders headers, AnswerBody body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    HttpHeaders headers() {
        return headers;
    }

    public OptionalLong contentLength() {
        try {
            return headers.firstValueAsLong("Content-Length");
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /// The next piece, valid for good; null at the end.
    public @Nullable ByteBuffer next() throws IOException {
        return body.next();
    }

    /// All of the body. Throws [RefusedException] when it is larger than `maxSizeInBytes`.
    public byte[] readAll(long maxSizeInBytes) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (ByteBuffer piece = next(); piece != null; piece = next()) {
            if (content.size() + (long) piece.remaining() > maxSizeInBytes) {
                throw new RefusedException("the upstream's answer is larger than " + maxSizeInBytes + " bytes");
            }
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            content.writeBytes(bytes);
        }
        return content.toByteArray();
    }

    @Override
    public void close() {
        body.close();
    }
}
