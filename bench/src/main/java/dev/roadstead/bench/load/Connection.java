package dev.roadstead.bench.load;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A persistent HTTP/1.1 connection, opened with the first request and again when the server closed it. One thread uses
/// it;
/// others may close it.
public final class Connection implements Closeable {
    private static final int JOINED = 16 << 10;

    private final Target target;
    private final byte[] buffer;
    private int position;
    private int limit;
    private volatile @Nullable Socket socket;
    private volatile boolean closed;

    public Connection(Target target) {
        this(target, 128 << 10);
    }

    /// @param bufferSize in bytes; the head of an answer must fit
    public Connection(Target target, int bufferSize) {
        this.target = target;
        this.buffer = new byte[bufferSize];
    }

    public Answer exchange(Request request) throws IOException {
        return exchange(request, OutputStream.nullOutputStream());
    }

    /// @param sink where the body of the answer goes
    public Answer exchange(Request request, OutputStream sink) throws IOException {
        Socket known = socket;
        if (known != null) {
            try {
                return exchange(known, request, sink);
            } catch (StaleException _) {
                drop();
            }
        }
        return exchange(open(), request, sink);
    }

    /// The server closed the connection before it answered anything.
    private static final class StaleException extends IOException {
        StaleException() {
            super("the connection was closed before an answer");
        }
    }

    private Answer exchange(Socket open, Request request, OutputStream sink) throws IOException {
        try {
            AnswerHead head = send(open, request);
            while (head.status() < 200) {
                head = head(open);
            }
            long size = body(open, head, request.bodyFollows(), sink);
            if (head.closes()) {
                drop();
            }
            return new Answer(head.status(), head.location(), size);
        } catch (IOException e) {
            drop();
            throw e;
        }
    }

    /// @return the first head that comes back
    private AnswerHead send(Socket open, Request request) throws IOException {
        try {
            write(open, request);
            return head(open);
        } catch (SocketException e) {
            // A body that was cut off may have been refused for a reason; a small request was never seen.
            throw request.content().size() > JOINED ? e : new StaleException();
        }
    }

    private static void write(Socket open, Request request) throws IOException {
        OutputStream out = open.getOutputStream();
        byte[] head = request.head();
        if (request.content().size() > JOINED) {
            out.write(head);
            request.content().writeTo(out);
            return;
        }
        var joined = new java.io.ByteArrayOutputStream(
                head.length + (int) request.content().size());
        joined.writeBytes(head);
        request.content().writeTo(joined);
        joined.writeTo(out);
    }

    private AnswerHead head(Socket open) throws IOException {
        int begin = position;
        int seen = position;
        while (true) {
            for (; seen + 3 < limit; seen++) {
                if (buffer[seen] == '\r' && buffer[seen + 2] == '\r' && buffer[seen + 3] == '\n') {
                    position = seen + 4;
                    return AnswerHead.parse(buffer, begin, position);
                }
            }
            if (begin > 0) {
                System.arraycopy(buffer, begin, buffer, 0, limit - begin);
                limit -= begin;
                seen -= begin;
                begin = 0;
            }
            if (!fill(open)) {
                throw limit == 0
                        ? new StaleException()
                        : new EOFException("the connection ended within an answer's head");
            }
        }
    }

    private long body(Socket open, AnswerHead head, boolean follows, OutputStream sink) throws IOException {
        if (!follows || head.status() == 204 || head.status() == 304) {
            return 0;
        }
        return head.chunked() ? chunks(open, sink) : bytes(open, head.length(), sink);
    }

    private long chunks(Socket open, OutputStream sink) throws IOException {
        long total = 0;
        while (true) {
            String line = line(open);
            long size = Long.parseLong(line.split(";")[0].strip(), 16);
            total += bytes(open, size, sink);
            line(open);
            if (size == 0) {
                return total;
            }
        }
    }

    private String line(Socket open) throws IOException {
        var line = new StringBuilder();
        while (true) {
            if (position == limit) {
                refill(open);
            }
            char next = (char) buffer[position++];
            if (next == '\n') {
                return line.toString().strip();
            }
            line.append(next);
        }
    }

    private long bytes(Socket open, long wanted, OutputStream sink) throws IOException {
        long left = wanted;
        while (left > 0) {
            if (position == limit) {
                refill(open);
            }
            int taken = (int) Math.min(left, limit - position);
            sink.write(buffer, position, taken);
            position += taken;
            left -= taken;
        }
        return Math.max(wanted, 0);
    }

    private void refill(Socket open) throws IOException {
        position = 0;
        limit = 0;
        if (!fill(open)) {
            throw new EOFException("the connection ended within an answer's body");
        }
    }

    private boolean fill(Socket open) throws IOException {
        if (limit == buffer.length) {
            throw new IOException("an answer's head is larger than " + buffer.length + " bytes: "
                    + new String(buffer, 0, 80, StandardCharsets.ISO_8859_1));
        }
        int read = open.getInputStream().read(buffer, limit, buffer.length - limit);
        limit += Math.max(read, 0);
        position = Math.min(position, limit);
        return read > 0;
    }

    private Socket open() throws IOException {
        if (closed) {
            throw new IOException("this connection was given up");
        }
        position = 0;
        limit = 0;
        Socket opened = target.connect();
        socket = opened;
        return opened;
    }

    private void drop() throws IOException {
        Socket known = socket;
        socket = null;
        if (known != null) {
            known.close();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        drop();
    }
}
