package dev.roadstead.registry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;

/// A repository name is refused as such, or is what the specification allows.
@Tag("fuzz")
class RepositoryFuzz {
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*+(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*+)*+");

    @FuzzTest(maxDuration = "10s")
    void parses(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        try {
            assertThat(Repository.parse(text).toString())
                    .isEqualTo(text)
                    .matches(NAME)
                    .hasSizeLessThanOrEqualTo(255);
        } catch (OciException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.NAME_INVALID);
        }
    }
}
