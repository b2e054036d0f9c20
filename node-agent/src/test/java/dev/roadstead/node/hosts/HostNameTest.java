package dev.roadstead.node.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
    @ParameterizedTest
    @CsvSource({
        "docker.io, docker.io, https://registry-1.docker.io",
        "registry.example.com:5000, registry.example.com_5000_, https://registry.example.com:5000",
        "10.0.0.1:443, 10.0.0.1_443_, https://10.0.0.1:443",
        "localhost, localhost, https://localhost"
    })
    void namesFolderAndUpstream(String host, String folder, String upstream) {
        assertThat(HostName.parse(host).directory()).isEqualTo(folder);
        assertThat(HostName.parse(host).upstream()).isEqualTo(upstream);
    }

    @Test
    void everyOtherHostIsTheDefaultFolder() {
        assertThat(HostName.parse("*").directory()).isEqualTo("_default");
    }

    @Test
    void looksInTheFoldersThatContainerdLooksIn() {
        assertThat(HostName.parse("a.example:5000").lookupDirectories())
                .containsExactly("a.example_5000_", "a.example:5000", "_default");
        assertThat(HostName.parse("a.example").lookupDirectories()).containsExactly("a.example", "_default");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "/etc/passwd",
                "a b",
                "",
                ".",
                "..",
                "a/b",
                "UPPER.example",
                "a..b",
                "-a",
                "a:0",
                "a:65536",
                "a:",
                "_default",
                ".roadstead-tmp-x",
                "a\nb",
                "a\u0000",
                "[::1]:5000",
                "*.example.com",
                "a:5000:1"
            })
    void refusesWhatIsNoHost(String text) {
        assertThatThrownBy(() -> HostName.parse(text))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("is not a host name: write host or host:port");
    }
}
