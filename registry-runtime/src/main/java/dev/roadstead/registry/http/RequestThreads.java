package dev.roadstead.registry.http;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the handler, each request on a virtual thread. Here, and only here, what a handler throws becomes an answer:
/// [OciException] its own, a silent client 408, a malformed body 400, a vanished client nothing, anything else 500 and
/// one line in the log.
final class RequestThreads {
    private static final Logger LOG = LoggerFactory.getLogger(RequestThreads.class);
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

    void answer(Connection connection, Request request, RequestHead head, IncomingBody body) {
        factory.newThread(() -> run(connection, request, head, body)).start();
    }

    void refused(int status) {
        observer.started();
        observer.finished(new Observer.Exchange("unreadable", "", status, Duration.ZERO, 0, 0));
    }

    private void run(Connection connection, Request request, RequestHead head, IncomingBody body) {
        long start = System.nanoTime();
        observer.started();
        ResponseWriter writer = null;
        try {
            Response response = handle(request);
            boolean keepAlive =
                    head.keepAlive() && connection.mayKeepAlive() && body.finish(WORTH_READING_IN_BYTES, WORTH_WAITING);
            writer = new ResponseWriter(connection.channel(), head, keepAlive, connection.patience());
            connection.ended(write(writer, response, request), writer.keepsAlive());
        } catch (ClientGoneException | OciException e) {
            connection.close();
        } catch (IOException | RuntimeException | Error e) {
            logged(e, request);
            connection.close();
        } finally {
            body.abandon();
            int status = writer == null ? 0 : writer.status();
            long sent = writer == null ? 0 : writer.sentBytes();
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            observer.finished(new Observer.Exchange(
                    request.method(), request.path(), status, duration, body.receivedBytes(), sent));
        }
    }

    private Response handle(Request request) throws ClientGoneException {
        try {
            return handler.handle(request);
        } catch (ClientGoneException e) {
            if (e.status() == 0) {
                throw e;
            }
            return ErrorResponses.of(
                    OciException.withStatus(ErrorCode.BLOB_UPLOAD_INVALID, e.status(), String.valueOf(e.getMessage())));
        } catch (OciException e) {
            return ErrorResponses.of(e);
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
            return writer.write(ErrorResponses.of(e));
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
