package dev.roadstead.node.cri;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// One gRPC connection over a unix socket, for unary calls.
final class GrpcChannel implements AutoCloseable {
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);
    private final EventLoopGroup group;
    private final Channel connection;

    private GrpcChannel(EventLoopGroup group, Channel connection) {
        this.group = group;
        this.connection = connection;
    }

    /// Throws [CriException] when nobody answers there.
    static GrpcChannel open(Path socket) {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            var connected = new Bootstrap()
                    .group(group)
                    .channel(NioDomainSocketChannel.class)
                    .handler(new Connection())
                    .connect(UnixDomainSocketAddress.of(socket));
            if (!connected.await(CONNECT_DEADLINE.toMillis()) || !connected.isSuccess()) {
                throw new CriException("no runtime answers at " + socket + ": " + connected.cause());
            }
            return new GrpcChannel(group, connected.channel());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(group);
            throw new CriException("interrupted while connecting to " + socket);
        } catch (RuntimeException e) {
            stop(group);
            throw e;
        }
    }

    /// @param method such as `/runtime.v1.RuntimeService/Version`
    ProtoMessage call(String method, ProtoMessage request, Duration deadline) {
        GrpcCall call = new GrpcCall(method, request, deadline);
        try {
            var opened =
                    new Http2StreamChannelBootstrap(connection).handler(call).open();
            if (!opened.await(deadline.toMillis()) || !opened.isSuccess()) {
                throw new CriException("the runtime's connection is gone: " + opened.cause());
            }
            Http2StreamChannel stream = opened.getNow();
            try {
                return call.answer();
            } finally {
                var _ = stream.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CriException("interrupted during " + method);
        }
    }

    @Override
    public void close() {
        connection.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        stop(group);
    }

    private static void stop(EventLoopGroup group) {
        var _ = group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private static final class Connection extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline()
                    .addLast(Http2FrameCodecBuilder.forClient().build())
                    .addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()))
                    .addLast(new Rest());
        }
    }

    /// Settings, pings and the like, which the codec has dealt with.
    private static final class Rest extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
