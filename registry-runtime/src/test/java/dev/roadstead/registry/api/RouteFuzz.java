package dev.roadstead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.roadstead.oci.OciException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/// A path names nothing, or a resource whose own path names it again.
@Tag("fuzz")
class RouteFuzz {
    @FuzzTest(maxDuration = "10s")
    void parses(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        try {
            if (ApiRoute.parse(text) instanceof ApiRoute.InRepository route) {
                assertThat(ApiRoute.parse(route.path())).isEqualTo(route);
                assertThat(route.path()).startsWith("/v2/" + route.repository() + "/");
            }
        } catch (OciException e) {
            assertThat(e.status()).isIn(400, 404);
        }
    }
}
