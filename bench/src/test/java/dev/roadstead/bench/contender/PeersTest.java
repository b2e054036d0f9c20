package dev.roadstead.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.bench.load.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersTest {
    @Test
    void takesAddresses() {
        assertThat(Peers.parse("other=http://[::1]:5001/"))
                .isEqualTo(new Contender.Address("other", new Target("::1", 5001, null)));
        assertThat(((Contender.Address) Peers.parse("other=https://registry.example")).target())
                .satisfies(target -> assertThat(target.url()).isEqualTo("https://registry.example:443"));
    }

    @Test
    void takesProgramsThatItKnowsHowToStart() {
        assertThat(Peers.parse("zot-minimal=/bin/sh")).isEqualTo(Contender.zot("zot-minimal", Path.of("/bin/sh")));
        assertThat(Peers.parse("distribution-3.0=/bin/sh"))
                .isEqualTo(Contender.distribution("distribution-3.0", Path.of("/bin/sh")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zot                    | is not understood
            =http://127.0.0.1:1    | is not understood
            Zot=/bin/sh            | is not understood
            zot=/no/such/program   | there is no program /no/such/program
            harbor=/bin/sh         | start others yourself and give harbor=http://HOST:PORT
            x=http://host:1/v2/    | is not http://HOST:PORT
            x=http://a b           | is not http://HOST:PORT
            """)
    void refusesTheRestInOneSentence(String argument, String reason) {
        assertThatThrownBy(() -> Peers.parse(argument))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining(reason);
    }
}
