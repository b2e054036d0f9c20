package dev.roadstead.registry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roadstead.oci.Descriptor;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.OciException;
import org.junit.jupiter.api.Tag;

/// Bytes are refused as a manifest, or mean the same each time, and what is kept of them can be written as JSON.
@Tag("fuzz")
class ManifestFuzz {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @FuzzTest(maxDuration = "10s")
    void parses(byte[] input) throws Exception {
        try {
            Manifest manifest = Manifest.parse(input, null);
            assertThat(Manifest.parse(input, null)).isEqualTo(manifest);
            assertThat(JSON.writeValueAsBytes(manifest.annotations())).isNotEmpty();
            Descriptor subject = manifest.subject();
            if (subject != null) {
                assertThat(subject.sizeInBytes()).isNotNegative();
                assertThat(JSON.writeValueAsBytes(subject)).isNotEmpty();
            }
        } catch (OciException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_INVALID);
        }
    }
}
