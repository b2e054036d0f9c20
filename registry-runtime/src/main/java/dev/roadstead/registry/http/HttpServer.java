package dev.roadstead.registry.http;

import dev.roadstead.registry.tls.ServerTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One listening HTTP/1.1 server.
public final class HttpServer implements AutoCloseable {
    private static final int BACKLOG = 1024;

    /// Of a heap of 96 MiB and direct memory of 64 MiB, as the flags that ship have it.
    private static final long REQUESTS_IN_BYTES = 16 << 20;

    private static final long TRANSFERS_IN_BYTES = 32 << 20;
    private static final int SMALL_READ_IN_BYTES = 2 << 10;
    private static final int LARGE_READ_IN_BYTES = 256 << 10;
    private static final int LOOPS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

    private final EventLoopGroup loops;
    private final Channel listening;
    private final Connections connections;
    private final @Nullable TlsHandlers tls;

    private HttpServer(EventLoopGroup loops, Channel listening, Connections connections, @Nullable TlsHandlers tls) {
        this.loops = loops;
        this.listening = listening;
        this.connections = connections;
        this.tls = tls;
    }

    /// What a server is made of.
    ///
    /// @param name of its threads
    /// @param tls asked for every new connection; absent for plain HTTP
    public record Setup(
            String name,
            ListenAddress address,
            Handler handler,
            HttpLimits limits,
            Observer observer,
            @Nullable Supplier<ServerTls> tls) {
        public static Setup plain(String name, ListenAddress address, Handler handler) {
            return new Setup(name, address, handler, HttpLimits.DEFAULT, Observer.NONE, null);
        }
    }

    /// Throws [IOException] with a sentence when the address cannot be bound.
    public static HttpServer start(Setup setup) throws IOException {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory transport = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                LOOPS, new DefaultThreadFactory(setup.name() + "-loop", true), transport);
        Connections connections = new Connections(setup.limits().maxConnections());
        RequestThreads threads = new RequestThreads(setup.name(), setup.handler(), setup.observer());
        Supplier<ServerTls> certificates = setup.tls();
        TlsHandlers tls = certificates == null
                ? null
                : new TlsHandlers(certificates, setup.limits().headTimeout());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(SMALL_READ_IN_BYTES, SMALL_READ_IN_BYTES, LARGE_READ_IN_BYTES))
                .childHandler(new Pipeline(setup.limits(), connections, threads, tls));
        try {
            Channel listening = bootstrap
                    .bind(setup.address().resolve())
                    .syncUninterruptibly()
                    .channel();
            return new HttpServer(loops, listening, connections, tls);
        } catch (Exception e) {
            Future<?> _ = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException("cannot listen on " + setup.address() + ": " + e.getMessage(), e);
        }
    }

    private static final class Pipeline extends ChannelInitializer<Channel> {
        private final HttpLimits limits;
        private final Connections connections;
        private final RequestThreads threads;
        private final @Nullable TlsHandlers tls;
        private final Connection.Budgets budgets =
                new Connection.Budgets(new MemoryBudget(REQUESTS_IN_BYTES), new MemoryBudget(TRANSFERS_IN_BYTES));

        Pipeline(HttpLimits limits, Connections connections, RequestThreads threads, @Nullable TlsHandlers tls) {
            this.limits = limits;
            this.connections = connections;
            this.threads = threads;
            this.tls = tls;
        }

        @Override
        protected void initChannel(Channel channel) throws SSLException {
            Connection connection = new Connection(channel, limits, connections, threads, budgets);
            if (tls != null) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc()));
            }
            channel.pipeline()
                    .addLast(connection.new FirstBytes())
                    .addLast(new RequestDecoder(limits))
                    .addLast(new HttpResponseEncoder())
                    .addLast(connection);
        }
    }

    /// With the real port.
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /// Stops listening, lets running requests end, and closes. False when some had to be cut after `timeout`.
    public boolean drain(Duration timeout) throws InterruptedException {
        listening.close().syncUninterruptibly();
        connections.drain();
        boolean ended = connections.awaitNone(timeout.toNanos());
        close();
        return ended;
    }

    @Override
    public void close() {
        if (loops.isShuttingDown()) {
            return;
        }
        listening.close().syncUninterruptibly();
        connections.closeAll();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        if (tls != null) {
            tls.close();
        }
    }
}
