package dev.roadstead.node.cri;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One unary call on its own HTTP/2 stream (gRPC over HTTP/2, PROTOCOL-HTTP2.md): a length-prefixed message each way,
/// and the outcome in the trailers.
final class GrpcCall extends ChannelInboundHandlerAdapter {
    private static final int PREFIX = 5;
    private static final int MAX_ANSWER = 16 << 20;
    private final String method;
    private final ProtoMessage request;
    private final Duration deadline;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final CompletableFuture<ProtoMessage> answer = new CompletableFuture<>();

    GrpcCall(String method, ProtoMessage request, Duration deadline) {
        this.method = method;
        this.request = request;
        this.deadline = deadline;
    }

    ProtoMessage answer() throws InterruptedException {
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CriException known ? known : new CriException(name() + ": " + e.getCause());
        } catch (TimeoutException e) {
            throw new CriException(name() + " was not answered within " + deadline.toSeconds() + " s");
        }
    }

    private String name() {
        return method.substring(method.lastIndexOf('/') + 1);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .path(method)
                .authority("localhost")
                .set("content-type", "application/grpc")
                .set("te", "trailers")
                .set("grpc-timeout", deadline.toMillis() + "m");
        byte[] message = request.bytes();
        ByteBuf framed = Unpooled.buffer(PREFIX + message.length)
                .writeByte(0)
                .writeInt(message.length)
                .writeBytes(message);
        var _ = context.write(new DefaultHttp2HeadersFrame(headers, false));
        var _ = context.writeAndFlush(new DefaultHttp2DataFrame(framed, true)).addListener(written -> {
            if (!written.isSuccess()) {
                fail(String.valueOf(written.cause()));
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            switch (message) {
                case Http2HeadersFrame frame -> headers(frame);
                case Http2DataFrame frame -> data(context, frame);
                case Http2ResetFrame frame -> fail("the runtime reset the stream, code " + frame.errorCode());
                default -> {}
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void data(ChannelHandlerContext context, Http2DataFrame frame) {
        int length = frame.content().readableBytes();
        if (received.size() + length > MAX_ANSWER) {
            fail("the runtime's answer is longer than 16 MiB");
            return;
        }
        byte[] content = new byte[length];
        frame.content().readBytes(content);
        received.writeBytes(content);
        if (frame.initialFlowControlledBytes() > 0) {
            var _ = context.writeAndFlush(
                    new DefaultHttp2WindowUpdateFrame(frame.initialFlowControlledBytes()).stream(frame.stream()));
        }
        if (frame.isEndStream()) {
            fail("the runtime sent no status");
        }
    }

    private void headers(Http2HeadersFrame frame) {
        Http2Headers headers = frame.headers();
        CharSequence status = headers.get("grpc-status");
        if (status != null) {
            finish(status.toString(), headers.get("grpc-message"));
        } else if (!"200".contentEquals(String.valueOf(headers.status()))) {
            fail("the runtime answered with HTTP status " + headers.status());
        } else if (frame.isEndStream()) {
            fail("the runtime sent no status");
        }
    }

    private void finish(String status, @Nullable CharSequence message) {
        if (!status.equals("0")) {
            fail("status " + status + ": " + (message == null ? "no reason given" : decode(message.toString())));
            return;
        }
        byte[] bytes = received.toByteArray();
        try {
            if (bytes.length < PREFIX || bytes[0] != 0) {
                throw new CriException("the runtime sent no message");
            }
            answer.complete(ProtoMessage.parse(Arrays.copyOfRange(bytes, PREFIX, bytes.length)));
        } catch (CriException e) {
            answer.completeExceptionally(e);
        }
    }

    /// gRPC percent-encodes messages; a plus sign is itself.
    private static String decode(String message) {
        try {
            return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return message;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail("the runtime closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(String.valueOf(cause.getMessage()));
        var _ = context.close();
    }

    private void fail(String message) {
        answer.completeExceptionally(new CriException(name() + ": " + message));
    }
}
