package dev.roadstead.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NativeLibrariesTest {
    private static final Path RUNTIME = Path.of("/build/java");

    @Test
    void takesTheMachinesLibrariesAndTheLoader() {
        assertThat(NativeLibraries.parse("""
                        linux-vdso.so.1 (0x00007ffd)
                        libjli.so => /build/java/bin/../lib/libjli.so (0x00007f1)
                        libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f2)
                        libjvm.so => not found
                        /lib64/ld-linux-x86-64.so.2 (0x00007f3)
                """, RUNTIME, Set.of("libjvm.so")))
                .containsExactly(Path.of("/lib/x86_64-linux-gnu/libc.so.6"), Path.of("/lib64/ld-linux-x86-64.so.2"));
    }

    @Test
    void saysWhichLibraryIsMissing() {
        assertThatThrownBy(() -> NativeLibraries.parse("libz.so.1 => not found", RUNTIME, Set.of()))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("libz.so.1");
    }
}
