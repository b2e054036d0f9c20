package dev.roadstead.registry.http;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the handler, each request on a virtual thread. Here, and only here, what a handler throws becomes an answer:
/// [OciException] its own, a silent client 408, a malformed body 400, a vanished client nothing, anything else 500 and
/// one line in the log.
final class RequestThreads {
    private static final Logger LOG = LoggerFactory.getLogger(RequestThreads.class);
    private static final int LARGE_IN_BYTES = 64 << 10;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int WORTH_READING_IN_BYTES = 256 << 10;
    private static final Duration WORTH_WAITING = Duration.ofSeconds(1);

    private final Handler handler;
    private final Observer observer;
    private final ThreadFactory factory;

    RequestThreads(String name, Handler handler, Observer observer) {
        this.handler = handler;
        this.observer = observer;
        this.factory = Thread.ofVirtual().name(name + "-request-", 0).factory();
    }

    /// @param memory of the request, released when its answer is written or given up
    void answer(Connection connection, Request request, RequestHead head, IncomingBody body, HeldMemory memory) {
        factory.newThread(() -> run(connection, request, head, body, memory)).start();
    }

    /// Answers on the event loop what needs no waiting; false when the request must be given to [#answer].
    boolean answeredAtOnce(Connection connection, Request request, RequestHead head) {
        long start = System.nanoTime();
        Response response = atOnce(request);
        if (response == null) {
            return false;
        }
        observer.started();
        ResponseWriter writer = new ResponseWriter(
                connection.channel(),
                head,
                head.keepAlive() && connection.mayKeepAlive(),
                connection.patience(),
                connection.transfers());
        try {
            connection.ended(writer.write(response), writer.keepsAlive());
        } catch (IOException | RuntimeException e) {
            logged(e, request);
            connection.close();
        }
        observer.finished(exchange(request, writer.status(), start, 0, writer.sentBytes()));
        return true;
    }

    /// What cannot be answered so, or not with an error, is left to the request's thread.
    private @Nullable Response atOnce(Request request) {
        try {
            Response response = handler.answerAtOnce(request);
            boolean isSmall = response != null
                    && (response.body() instanceof Response.Empty
                            || (response.body() instanceof Response.Bytes(byte[] content)
                                    && content.length <= LARGE_IN_BYTES));
            return isSmall ? response : null;
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static Observer.Exchange exchange(Request request, int status, long start, long received, long sent) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        return new Observer.Exchange(request.method(), request.path(), status, duration, received, sent);
    }

    void refused(int status) {
        observer.started();
        observer.finished(new Observer.Exchange("unreadable", "", status, Duration.ZERO, 0, 0));
    }

    private void run(Connection connection, Request request, RequestHead head, IncomingBody body, HeldMemory memory) {
        long start = System.nanoTime();
        observer.started();
        ResponseWriter writer = null;
        try {
            Response response = handle(request, memory);
            boolean keepAlive =
                    head.keepAlive() && connection.mayKeepAlive() && body.finish(WORTH_READING_IN_BYTES, WORTH_WAITING);
            writer = new ResponseWriter(
                    connection.channel(), head, keepAlive, connection.patience(), connection.transfers());
            ChannelFuture last = write(writer, response, request);
            last.addListener(_ -> memory.release());
            connection.ended(last, writer.keepsAlive());
        } catch (ClientGoneException | OciException e) {
            memory.release();
            connection.close();
        } catch (IOException | RuntimeException | Error e) {
            memory.release();
            logged(e, request);
            connection.close();
        } finally {
            body.abandon();
            int status = writer == null ? 0 : writer.status();
            long sent = writer == null ? 0 : writer.sentBytes();
            observer.finished(exchange(request, status, start, body.receivedBytes(), sent));
        }
    }

    private Response handle(Request request, HeldMemory memory) throws ClientGoneException {
        try {
            Response response = handler.handle(request);
            if (response.body() instanceof Response.Bytes(byte[] content) && content.length > LARGE_IN_BYTES) {
                memory.ensure(content.length);
            }
            return response;
        } catch (ClientGoneException e) {
            if (e.status() == 0) {
                throw e;
            }
            return ErrorResponses.of(
                    OciException.withStatus(ErrorCode.BLOB_UPLOAD_INVALID, e.status(), String.valueOf(e.getMessage())));
        } catch (OciException e) {
            Response response = ErrorResponses.of(e);
            return e.status() == TOO_MANY_REQUESTS ? response.with("Retry-After", "1") : response;
        } catch (IOException | RuntimeException | Error e) {
            logged(e, request);
            return failed();
        }
    }

    /// What fails before the head went out is still answered.
    private static ChannelFuture write(ResponseWriter writer, Response response, Request request) throws IOException {
        try {
            return writer.write(response);
        } catch (ClientGoneException e) {
            throw e;
        } catch (OciException e) {
            if (writer.status() != 0) {
                throw e;
            }
            Response error = ErrorResponses.of(e);
            return writer.write(e.status() == 503 ? error.with("Retry-After", "1") : error);
        } catch (IOException | RuntimeException e) {
            if (writer.status() != 0) {
                throw e;
            }
            logged(e, request);
            return writer.write(failed());
        }
    }

    private static Response failed() {
        return Response.text(500, "internal error\n");
    }

    private static void logged(Throwable e, Request request) {
        LOG.atError()
                .addKeyValue("method", request.method())
                .addKeyValue("path", request.path())
                .setCause(e)
                .log("a request failed");
    }
}
