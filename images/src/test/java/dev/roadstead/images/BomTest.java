package dev.roadstead.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BomTest {

    @ParameterizedTest
    @CsvSource({
        "ldd (Debian GLIBC 2.36-9+deb12u10) 2.36, 2.36-9+deb12u10",
        "ldd (Ubuntu GLIBC 2.39-0ubuntu8.6) 2.39, 2.39-0ubuntu8.6",
        "ldd (GNU libc) 2.40, 2.40"
    })
    void namesGlibcAsTheDistributionDoes(String line, String version) {
        assertThat(Bom.glibcVersion(line + "\nCopyright …")).isEqualTo(version);
    }

    @Test
    void refusesAnotherLibc() {
        assertThatThrownBy(() -> Bom.glibcVersion("musl libc (x86_64)")).isInstanceOf(ImageException.class);
    }
}
