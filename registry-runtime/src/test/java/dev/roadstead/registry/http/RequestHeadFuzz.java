package dev.roadstead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.roadstead.oci.OciException;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.Tag;

/// Bytes on a connection are a request, or are refused with a status of the client's; nothing else comes out.
@Tag("fuzz")
class RequestHeadFuzz {
    private static void read(HttpRequest request) {
        try {
            RequestHead head = RequestHead.of(request);
            assertThat(head.target().path()).startsWith("/");
            assertThat(head.contentLength().orElse(0)).isNotNegative();
        } catch (OciException e) {
            assertThat(e.status()).isIn(400, 414, 417, 431, 505);
        }
    }

    @FuzzTest(maxDuration = "10s")
    void decodes(byte[] input) {
        EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(HttpLimits.DEFAULT));
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(input));
            for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
                if (message instanceof HttpRequest request) {
                    read(request);
                }
                ReferenceCountUtil.release(message);
            }
        } finally {
            channel.finishAndReleaseAll();
        }
    }
}
