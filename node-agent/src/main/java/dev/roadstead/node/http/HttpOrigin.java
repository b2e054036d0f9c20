package dev.roadstead.node.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// One server, and at most one connection to it that waits for the next request. Follows no redirect.
public final class HttpOrigin implements AutoCloseable {
    /// Servers close idle connections after a minute or more: within this time none is stale without a reason.
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final URI server;
    private final SSLContext tls;
    private final Duration connect;
    private @Nullable HttpConnection idle;
    private boolean closed;

    /// @param server scheme and authority count
    /// @param connect how long name, connection and handshake may take, each
    public HttpOrigin(URI server, SSLContext tls, Duration connect) {
        this.server = server;
        this.tls = tls;
        this.connect = connect;
    }

    /// @param answer how long the head of the answer may take
    /// @param silence how long the body may pause
    public HttpAnswer send(HttpRequest request, Duration answer, Duration silence) throws IOException {
        Optional<HttpConnection> waiting = take();
        if (waiting.isPresent()) {
            try {
                return sendOn(waiting.get(), request, answer, silence);
            } catch (IOException e) {
                // the server may have closed it meanwhile: once more, on a new one
            }
        }
        return sendOn(HttpConnection.open(server, tls, connect, this::giveBack), request, answer, silence);
    }

    private static HttpAnswer sendOn(HttpConnection connection, HttpRequest request, Duration answer, Duration silence)
            throws IOException {
        try {
            return connection.send(request, answer, silence);
        } catch (IOException | RuntimeException e) {
            connection.abort();
            throw e;
        }
    }

    private synchronized Optional<HttpConnection> take() {
        HttpConnection taken = idle;
        idle = null;
        if (taken != null && taken.isFreeFor(IDLE)) {
            taken.close();
            return Optional.empty();
        }
        return Optional.ofNullable(taken);
    }

    private synchronized void giveBack(HttpConnection connection) {
        if (closed || idle != null) {
            connection.close();
        } else {
            idle = connection;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (idle != null) {
            idle.close();
            idle = null;
        }
    }
}
