package dev.roadstead.registry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.roadstead.oci.ByteRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/// A range never reaches beyond the content, whatever its size.
@Tag("fuzz")
class RangeFuzz {
    @FuzzTest(maxDuration = "10s")
    void staysInside(byte[] input) {
        if (input.length < Long.BYTES) {
            return;
        }
        long size = ByteBuffer.wrap(input).getLong() & Long.MAX_VALUE;
        String header = new String(input, Long.BYTES, input.length - Long.BYTES, StandardCharsets.ISO_8859_1);
        if (ByteRange.parse(header, size) instanceof ByteRange.Part part) {
            assertThat(part.offset()).isNotNegative();
            assertThat(part.sizeInBytes()).isPositive();
            assertThat(part.last()).isBetween(part.offset(), size - 1);
        }
    }
}
