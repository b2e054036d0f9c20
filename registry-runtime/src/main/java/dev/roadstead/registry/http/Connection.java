package dev.roadstead.registry.http;

import dev.roadstead.oci.OciException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One connection: one request at a time, each on a thread of its own. Fields belong to the event loop; the request's
/// thread reaches them through tasks. See DESIGN.md beside this file for the states.
final class Connection extends ChannelInboundHandlerAdapter {
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final RequestHead UNREADABLE = new RequestHead(
            "GET", new RequestTarget("", Map.of()), Headers.NONE, OptionalLong.of(0), false, false, true);

    private enum State {
        AWAITING_REQUEST,
        READING_HEAD,
        ANSWERING,
        CLOSING
    }

    private final Channel channel;
    private final HttpLimits limits;
    private final Connections connections;
    private final RequestThreads threads;
    private final Budgets budgets;
    private State state = State.READING_HEAD;
    private final Deadline deadline;
    private @Nullable IncomingBody body;
    private final Deque<Object> decoded = new ArrayDeque<>();
    private boolean wanted;

    /// What all connections of a server may hold.
    ///
    /// @param requests heap of bodies that are read or written as a whole
    /// @param transfers direct memory of bodies on their way to a socket
    record Budgets(MemoryBudget requests, MemoryBudget transfers) {}

    Connection(Channel channel, HttpLimits limits, Connections connections, RequestThreads threads, Budgets budgets) {
        this.channel = channel;
        this.limits = limits;
        this.connections = connections;
        this.threads = threads;
        this.budgets = budgets;
        this.deadline = new Deadline(channel.eventLoop(), this::close);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!connections.admit(this)) {
            close();
            return;
        }
        deadline.set(limits.headTimeout());
        readOne();
    }

    /// Tells when the first bytes of a request arrive; stands before the decoder.
    final class FirstBytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (state == State.AWAITING_REQUEST && message instanceof ByteBuf) {
                state = State.READING_HEAD;
                connections.reading(Connection.this);
                deadline.set(limits.headTimeout());
            }
            context.fireChannelRead(message);
        }
    }

    /// One read may yield many pieces, and pipelined requests: they wait here until asked for.
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (state == State.CLOSING) {
            ReferenceCountUtil.release(message);
        } else {
            decoded.add(message);
            handOn();
        }
    }

    private void readOne() {
        channel.eventLoop().execute(() -> {
            wanted = true;
            handOn();
            if (wanted) {
                channel.read();
            }
        });
    }

    private void handOn() {
        if (!wanted || decoded.isEmpty()) {
            return;
        }
        wanted = false;
        Object message = decoded.remove();
        if (message instanceof HttpRequest request) {
            connections.busy(this);
            begin(request);
        } else if (message instanceof HttpContent piece && body != null) {
            body.offer(piece);
        } else {
            ReferenceCountUtil.release(message);
            readOne();
        }
    }

    private void begin(HttpRequest request) {
        deadline.stop();
        state = State.ANSWERING;
        RequestHead head;
        try {
            head = RequestHead.of(request);
        } catch (OciException e) {
            refuse(e);
            return;
        }
        if (head.isAll()
                && threads.answeredAtOnce(this, request(head, RequestBody.EMPTY, RequestMemory.UNLIMITED), head)) {
            return;
        }
        IncomingBody incoming = new IncomingBody(head, limits.bodySilence(), this::readOne, () -> sendContinue(head));
        body = incoming;
        HeldMemory memory = new HeldMemory(budgets.requests(), this::close);
        threads.answer(this, request(head, incoming, memory), head, incoming, memory);
        readOne();
    }

    private Request request(RequestHead head, RequestBody content, RequestMemory memory) {
        return new Request(
                head.method(),
                head.target().path(),
                head.target().query(),
                head.headers(),
                content,
                (InetSocketAddress) channel.remoteAddress(),
                memory);
    }

    private void sendContinue(RequestHead head) {
        if (head.expectsContinue()) {
            ChannelFuture _ = channel.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    /// Answers what cannot be read as a request, and ends the connection.
    private void refuse(OciException e) {
        ResponseWriter writer = new ResponseWriter(channel, UNREADABLE, false, limits.bodySilence(), transfers());
        try {
            ended(writer.write(ErrorResponses.of(e)), false);
            threads.refused(e.status());
        } catch (IOException impossible) {
            close();
        }
    }

    Channel channel() {
        return channel;
    }

    Transfers transfers() {
        return new Transfers(budgets.transfers(), limits.bodySilence(), this::close);
    }

    Duration patience() {
        return limits.bodySilence();
    }

    boolean mayKeepAlive() {
        return !connections.isDraining();
    }

    /// The last write of a response is under way.
    void ended(ChannelFuture last, boolean keepAlive) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> ended(last, keepAlive));
            return;
        }
        if (last.isDone()) {
            written(last, keepAlive);
            return;
        }
        deadline.set(limits.bodySilence());
        last.addListener(_ -> {
            deadline.stop();
            written(last, keepAlive);
        });
    }

    private void written(ChannelFuture last, boolean keepAlive) {
        if (!last.isSuccess()) {
            close();
        } else if (keepAlive) {
            awaitRequest();
        } else {
            linger();
        }
    }

    private void awaitRequest() {
        body = null;
        state = State.AWAITING_REQUEST;
        if (!connections.idle(this)) {
            close();
            return;
        }
        deadline.set(limits.idleTimeout());
        readOne();
    }

    /// A socket closed with unread data makes the client lose the answer (RFC 9112, section 9.6), so half of it is
    /// closed first.
    private void linger() {
        state = State.CLOSING;
        forget();
        if (!channel.isActive() || !(channel instanceof SocketChannel socket)) {
            close();
            return;
        }
        deadline.set(LINGER);
        socket.shutdownOutput().addListener(_ -> channel.config().setAutoRead(true));
    }

    private void forget() {
        decoded.forEach(ReferenceCountUtil::release);
        decoded.clear();
    }

    void close() {
        ChannelFuture _ = channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        state = State.CLOSING;
        forget();
        deadline.end();
        connections.closed(this);
        if (body != null) {
            body.fail(ClientGoneException.closed());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close();
    }
}
