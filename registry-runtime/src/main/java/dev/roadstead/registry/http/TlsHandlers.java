package dev.roadstead.registry.http;

import dev.roadstead.registry.tls.ClientTrust;
import dev.roadstead.registry.tls.ServerTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Makes the TLS side of each new connection from whatever certificate is current then: BoringSSL where it loads, the
/// JDK's engine elsewhere.
final class TlsHandlers {
    private final Supplier<ServerTls> current;
    private final Duration handshakeTimeout;

    /// Both guarded by this.
    private @Nullable ServerTls builtFrom;

    private @Nullable SslContext context;

    TlsHandlers(Supplier<ServerTls> current, Duration handshakeTimeout) {
        this.current = current;
        this.handshakeTimeout = handshakeTimeout;
    }

    synchronized SslHandler newHandler(ByteBufAllocator allocator) throws SSLException {
        ServerTls tls = current.get();
        SslContext usable = context;
        if (usable == null || !tls.equals(builtFrom)) {
            SslContext fresh = build(tls);
            ReferenceCountUtil.release(usable);
            usable = fresh;
            context = fresh;
            builtFrom = tls;
        }
        SslHandler handler = usable.newHandler(allocator);
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        return handler;
    }

    synchronized void close() {
        ReferenceCountUtil.release(context);
        context = null;
    }

    private static SslContext build(ServerTls tls) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forServer(tls.key(), tls.chain())
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2");
        if (tls.clients() != null) {
            builder.clientAuth(ClientAuth.REQUIRE).trustManager(new ClientTrust(tls.clients()));
        }
        return builder.build();
    }
}
