package dev.roadstead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.http.Headers;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.RequestMemory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;

/// Whatever a client asks, a page has at most 1,000 entries, and its Link is one field that leads to a path of ours.
@Tag("fuzz")
class PageFuzz {
    @FuzzTest(maxDuration = "10s")
    void staysInItsBounds(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int cut = Math.max(0, text.indexOf('&'));
        Request request = new Request(
                "GET",
                "/v2/a/tags/list",
                Map.of("n", List.of(text.substring(0, cut)), "last", List.of(text.substring(cut))),
                Headers.NONE,
                new TestApi.ArrayBody(new byte[0], OptionalLong.empty()),
                InetSocketAddress.createUnresolved("127.0.0.1", 1),
                RequestMemory.UNLIMITED);
        assertThat(Page.next("/v2/a/tags/list?n=1", text))
                .matches("</v2/a/tags/list\\?n=1&last=[!-~&&[^<>\"]]*>; rel=\"next\"");
        try {
            Page page = Page.of(request);
            assertThat(page.limit()).isBetween(0, 1_000);
            assertThat(page.lookAhead()).isBetween(0, 1_001);
        } catch (OciException e) {
            assertThat(e.status()).isEqualTo(400);
        }
    }
}
