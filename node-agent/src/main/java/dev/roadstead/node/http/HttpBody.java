package dev.roadstead.node.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Objects;

/// The content of one answer: by its length, in chunks (RFC 9112 section 7.1), or until the server closes. Closing it
/// early ends the connection, from any thread.
final class HttpBody extends InputStream {
    static final long UNTIL_CLOSED = -1;
    private static final long LINE_DEADLINE = Duration.ofSeconds(15).toNanos();
    private final HttpConnection connection;
    private final InputStream in;
    private final boolean chunked;
    /// Of the content, or of the chunk.
    private long left;

    private boolean inChunk;
    private boolean ended;

    HttpBody(HttpConnection connection, InputStream in, HttpHead head) throws IOException {
        this.connection = connection;
        this.in = in;
        this.chunked = head.isChunked();
        this.left = chunked ? 0 : head.length();
        if (!chunked && left == 0) {
            end();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (chunked && left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int wanted = left == UNTIL_CLOSED ? length : (int) Math.min(length, left);
        int read = in.read(buffer, offset, wanted);
        if (read < 0) {
            if (left != UNTIL_CLOSED) {
                throw new EOFException("the connection was closed before the end of the answer");
            }
            end();
        } else if (left != UNTIL_CLOSED) {
            left -= read;
            if (left == 0 && !chunked) {
                end();
            }
        }
        return read;
    }

    private void nextChunk() throws IOException {
        if (inChunk && !line().isEmpty()) {
            throw new ProtocolException("a chunk is longer than it said");
        }
        inChunk = true;
        String size = line().split(";", 2)[0].strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new ProtocolException("a chunk without a size");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            while (!line().isEmpty()) {
                // trailers
            }
            end();
        }
    }

    /// The first wait of a line is as long as the connection's owner allows.
    private String line() throws IOException {
        in.mark(1);
        if (in.read() >= 0) {
            in.reset();
        }
        return HttpHead.line(in, System.nanoTime() + LINE_DEADLINE);
    }

    private void end() {
        ended = true;
        connection.ended();
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            connection.abort();
        }
    }
}
