package dev.roadstead.node.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsReaderTest {
    @Test
    void readsTablesInTheirOrder() {
        HostsFile file = HostsReader.read("""
                server = "registry.example"
                [host."https://b.example"]
                [host."a.example"]
                  capabilities = ["resolve"]
                  ca = "a.pem"
                  client = ["c.pem", ["d.cert", "d.key"]]
                """);

        assertThat(file.server().url()).isEqualTo("https://registry.example");
        assertThat(file.tables())
                .extracting(HostsFile.Table::url)
                .containsExactly("https://b.example", "https://a.example");
        assertThat(file.tables().getFirst().capabilities()).containsExactly("pull", "resolve", "push");
        assertThat(file.tables().getLast().ca()).containsExactly("a.pem");
        assertThat(file.tables().getLast().client()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server = \"https://a\"",
                "",
                "host = 1",
                "[host.\"https://a\"]\n[host.\"https://a\"]",
                "[host.\"https://a\"]\ncapabilities = [\"referrers\"]",
                "[host.\"https://a\"]\ncapabilities = \"pull",
                "[host.\"https://a\"]\nskip_verify = \"yes\"",
                "[host.\"https://a\"]\nca = [1]",
                "[host.\"https://a\"]\nca = {}",
                "[host.\"https://a\"\n",
                "server = 5\n[host.\"https://a\"]",
                "[host]\n\"https://a\" = 5"
            })
    void refusesWhatContainerdIgnores(String text) {
        assertThatThrownBy(() -> HostsReader.read(text)).isInstanceOf(UnusableFileException.class);
    }
}
