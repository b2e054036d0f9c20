package dev.roadstead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IncomingBodyTest {
    private static final RequestHead CHUNKED = new RequestHead(
            "PUT", new RequestTarget("/", Map.of()), Headers.NONE, OptionalLong.empty(), false, true, true);

    /// A chunk of one byte costs far more than a byte.
    @Test
    void holdsFewPiecesOfOneByte() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        IncomingBody body = new IncomingBody(CHUNKED, Duration.ofSeconds(1), asked::incrementAndGet, () -> {});
        body.offer(oneByte());
        body.next();

        int offered = 0;
        for (int before = 0; asked.get() > before; offered++) {
            before = asked.get();
            body.offer(oneByte());
        }

        assertThat(offered).isBetween(10, 3_000);
        body.abandon();
    }

    private static DefaultHttpContent oneByte() {
        return new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[1]));
    }
}
