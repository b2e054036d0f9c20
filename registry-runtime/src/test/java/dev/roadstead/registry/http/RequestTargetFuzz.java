package dev.roadstead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.roadstead.oci.OciException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/// A target is refused with 400, or is a path without control characters.
@Tag("fuzz")
class RequestTargetFuzz {
    @FuzzTest(maxDuration = "10s")
    void parses(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        try {
            RequestTarget target = RequestTarget.parse(text, "registry.test");
            assertThat(target.path()).startsWith("/");
            assertThat(target.path().chars()).noneMatch(character -> character < 0x20 || character == 0x7f);
            assertThat(target.query()).hasSizeLessThanOrEqualTo(200);
        } catch (OciException e) {
            assertThat(e.status()).isEqualTo(400);
        }
    }
}
