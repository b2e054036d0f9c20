package dev.roadstead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.content.Chunk;
import dev.roadstead.registry.http.Headers;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.RequestMemory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;

/// A chunk begins and ends where its fields say, or is refused with 400.
@Tag("fuzz")
class ContentRangeFuzz {
    @FuzzTest(maxDuration = "10s")
    void reads(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        Request request = new Request(
                "PATCH",
                "/v2/",
                Map.of(),
                Headers.of("Content-Range", text),
                new TestApi.ArrayBody(new byte[5], OptionalLong.empty()),
                InetSocketAddress.createUnresolved("127.0.0.1", 1),
                RequestMemory.UNLIMITED);
        try {
            Chunk chunk = RequestChunk.of(request, 1_000);
            long start = chunk.start().orElseThrow();
            assertThat(start + "-" + (start + chunk.length().orElseThrow() - 1))
                    .isEqualTo(text.replaceAll("(^|-)0+(?=\\d)", "$1"));
        } catch (OciException e) {
            assertThat(e.status()).isEqualTo(400);
        }
    }
}
