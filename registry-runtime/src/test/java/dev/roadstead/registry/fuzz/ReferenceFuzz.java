package dev.roadstead.registry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Reference;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/// A reference is a tag or a digest, which are written as they were read, or is refused.
@Tag("fuzz")
class ReferenceFuzz {
    @FuzzTest(maxDuration = "10s")
    void parses(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        try {
            Reference reference = Reference.parse(text);
            assertThat(reference.toString()).isEqualTo(text);
            assertThat(reference instanceof Reference.ByDigest).isEqualTo(text.indexOf(':') >= 0);
        } catch (OciException e) {
            assertThat(e.code()).isIn(ErrorCode.DIGEST_INVALID, ErrorCode.MANIFEST_INVALID);
        }
    }
}
