package dev.roadstead.registry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/// A digest is written as it was read, is safe as a name, or is refused as a digest.
@Tag("fuzz")
class DigestFuzz {
    @FuzzTest(maxDuration = "10s")
    void parses(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        try {
            assertThat(Digest.parse(text).toString()).isEqualTo(text).matches("sha(256|512):[0-9a-f]+");
        } catch (OciException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.DIGEST_INVALID);
            assertThat(e.status()).isEqualTo(400);
        }
    }
}
